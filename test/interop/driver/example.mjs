import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { install } from "./prepare.mjs";

const folder = new URL("../../../examples/lending-file-review/", import.meta.url);
const timeoutMs = 300_000;

/** Runs the example, which checks its own note. */
export async function runExample() {
  install(folder, "Installing the example.");
  const cwd = fileURLToPath(folder);
  return new Promise((resolve) => {
    execFile(process.execPath, ["review.mjs"], { cwd, timeout: timeoutMs }, (error, stdout, stderr) => {
      resolve({ ok: !error, output: `${stdout}${stderr}` });
    });
  });
}
