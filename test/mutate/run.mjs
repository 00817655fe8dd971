// Mutation tests of src/guard, src/codat and src/toolkit. Needs Node 22 or later, which `npm run mutate` provides.
//   npm run mutate -- [--minutes 30] [file or pattern in src, ...]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
const { values, positionals } = parseArgs({
  options: { minutes: { type: "string", default: "30" } },
  allowPositionals: true,
});
const deadlineMs = Date.now() + Number(values.minutes) * 60_000;

const stryker = fileURLToPath(new URL("node_modules/@stryker-mutator/core/bin/stryker.js", import.meta.url));
const patterns = positionals.length > 0 ? ["--mutate", positionals.join(",")] : [];
const child = spawn(process.execPath, [stryker, "run", "test/mutate/stryker.json", ...patterns], {
  stdio: "inherit",
  env: { ...process.env, MUTATE_DEADLINE_MS: String(deadlineMs) },
  detached: true,
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, stop);
const [code] = await once(child, "exit");
stop();
await rm(".stryker-tmp", { recursive: true, force: true, maxRetries: 3 });
process.exitCode = code ?? 1;

// Its test runners outlive a Stryker that ends at the deadline.
function stop() {
  try {
    process.kill(-child.pid, "SIGTERM");
  } catch {
    // They have ended by themselves.
  }
}
