import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);

test("the package holds the built files, the manifest, the papers and the notices; no source, no test", async () => {
  const { stdout } = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"]);
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string; mode: number }[] }];
  expect(files.map(({ path }) => path).sort()).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "dist/THIRD_PARTY_NOTICES.txt",
    "dist/main.mjs",
    "dist/pdfium.wasm",
    "dist/words.mjs",
    "manifest.json",
    "package.json",
  ]);
});

test("the notices name what is bundled, with its licence", async () => {
  const notices = await readFile("dist/THIRD_PARTY_NOTICES.txt", "utf8");
  for (const name of [
    "@modelcontextprotocol/server",
    "zod",
    "ky",
    "file-type",
    "@embedpdf/pdfium",
    "yauzl",
  ]) {
    expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, "m"));
  }
});

test("the package installs with nothing else", async () => {
  const { dependencies } = JSON.parse(await readFile("package.json", "utf8"));
  expect(dependencies).toBeUndefined();
});
