// Compares the text of PDFs with that of poppler's pdftotext, and prints a table with a row per folder.
// Usage: npm run text-quality -- FOLDER… [--worker=dist/document-worker.cjs] [--worst=10]
import { spawnSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { compareTexts } from "./text-quality/compare-texts.mjs";
import { popplerText } from "./text-quality/poppler-text.mjs";
import { readText } from "./text-quality/read-text.mjs";
import { printTable, printWorst } from "./text-quality/table.mjs";

const { values, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    worker: { type: "string", default: "dist/document-worker.cjs" },
    worst: { type: "string", default: "0" },
  },
});

if (folders.length === 0) fail("Name a folder of PDFs: npm run text-quality -- FOLDER");
if (spawnSync("pdftotext", ["-v"]).error) {
  fail("pdftotext is missing. Install poppler, for example with: apt-get install poppler-utils");
}

const worker = pathToFileURL(resolve(values.worker));
const files = [];
for (const folder of folders) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.pdf$/i.test(name));
  for (const name of names.sort()) {
    const path = join(folder, name);
    const expected = popplerText(path);
    // A scan, or a file that poppler cannot open.
    if (!expected) continue;
    const found = await readText(worker, await readFile(path));
    files.push({ set: basename(folder), name, ms: found.ms, ...compareTexts(expected, found.text) });
  }
}
printTable(files);
printWorst(files, Number(values.worst));

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
