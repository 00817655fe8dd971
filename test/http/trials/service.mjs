// The built server with the command http, in a process of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../../dist/main.mjs", import.meta.url));

/** Starts the service. Resolves when it listens. */
export async function startService(settings) {
  const child = spawn(process.execPath, [main, "http"], {
    env: { PATH: process.env.PATH, CODAT_HTTP_PORT: "0", ...settings },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stderr });
  const [first] = await Promise.race([once(lines, "line"), exited.then(() => ["It ended."])]);
  if (!first.includes('"listening"')) throw new Error(`The service did not start: ${first}`);
  lines.on("line", () => {});
  return {
    pid: child.pid,
    url: new URL(JSON.parse(first).url),
    exited,
    kill: (signal) => child.kill(signal),
    /** Stops it at once if it has not ended. */
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      await exited;
    },
  };
}
