import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { install } from "./prepare.mjs";

/** The examples, and the script of each that checks itself. */
export const examples = { "lending-file-review": "review.mjs", embedded: "check.mjs" };
const timeoutMs = 300_000;

/** Runs an example. */
export async function runExample(name) {
  const folder = new URL(`../../../examples/${name}/`, import.meta.url);
  install(folder, `Installing the example ${name}.`);
  const cwd = fileURLToPath(folder);
  return new Promise((resolve) => {
    execFile(process.execPath, [examples[name]], { cwd, timeout: timeoutMs }, (error, stdout, stderr) => {
      resolve({ ok: !error, output: `${stdout}${stderr}` });
    });
  });
}
