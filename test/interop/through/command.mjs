import { execFile } from "node:child_process";

/** Runs a program until it exits. A failure is also a result. */
function runCommand(program, args, variables = {}) {
  const options = { env: { ...process.env, ...variables }, maxBuffer: 32 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ code: error?.code ?? 0, stdout, stderr });
    });
    // Some programs wait for stdin.
    child.stdin.end();
  });
}

/** Runs a script with the current Node. */
export function runScript(script, args, variables) {
  return runCommand(process.execPath, [script, ...args], variables);
}
