import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Starts the built HTTP service with the sandbox and a token. `headers` are those that a client must send. */
export async function startService(main, folder) {
  const words = [main, "token", "interop", "--companies", "all"];
  const stdio = ["ignore", "pipe", "ignore"];
  const [token, entry] = execFileSync(process.execPath, words, { encoding: "utf8", stdio }).split("\n");
  const tokensFile = join(folder, "tokens.json");
  await writeFile(tokensFile, `[${entry}]`, { mode: 0o600 });
  const flags = ["--sandbox", "--http-port=0", "--http-calls-per-minute=1000"];
  const child = spawn(process.execPath, [main, "http", ...flags, `--http-tokens-file=${tokensFile}`], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [line] = await once(createInterface({ input: child.stderr }), "line");
  const { url } = JSON.parse(line);
  return {
    url,
    headers: { Authorization: `Bearer ${token}` },
    async close() {
      child.kill("SIGINT");
      await once(child, "exit");
    },
  };
}
