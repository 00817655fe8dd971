import { execFile } from "node:child_process";

/** Runs a program to its end; a failure is an answer too. */
function runCommand(program, args, variables = {}) {
  const options = { env: { ...process.env, ...variables }, maxBuffer: 32 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ code: error?.code ?? 0, stdout, stderr });
    });
    // Some programs wait for what is piped to them.
    child.stdin.end();
  });
}

/** The same with a script for Node, under the Node that runs this. */
export function runScript(script, args, variables) {
  return runCommand(process.execPath, [script, ...args], variables);
}
