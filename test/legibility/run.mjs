// Reads pages as the server shows them with a text recognizer, and fails if it does not read 95 % of their words.
//   npm run legibility
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { createWorker, OEM } from "tesseract.js";

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
const leastShare = 0.95;

const folder = await mkdtemp(join(tmpdir(), "legibility-"));
const outfile = join(folder, "pages.mjs");
await build({
  entryPoints: ["test/legibility/pages.ts"],
  bundle: true,
  platform: "node",
  format: "esm",
  outfile,
});
const { samples } = await import(pathToFileURL(outfile).href);
await rm(folder, { recursive: true });

const data = dirname(createRequire(import.meta.url).resolve("@tesseract.js-data/eng/package.json"));
const recognizer = await createWorker("eng", OEM.LSTM_ONLY, {
  langPath: `${data}/4.0.0_best_int`,
  cacheMethod: "none",
});
let worst = 1;
for await (const { name, picture, lines } of samples(
  new URL("../../dist/document-worker.cjs", import.meta.url),
)) {
  const { data: read } = await recognizer.recognize(Buffer.from(picture.bytes));
  const expected = wordsOf(lines.join("\n"));
  const found = countOf(wordsOf(read.text));
  const missed = expected.filter((word) => {
    const left = found.get(word) ?? 0;
    found.set(word, left - 1);
    return left < 1;
  });
  const share = 1 - missed.length / expected.length;
  worst = Math.min(worst, share);
  const size = `${picture.width}×${picture.height}, ${picture.bytes.length} bytes`;
  const misread = missed.length > 0 ? `   not read: ${missed.join(" ")}` : "";
  process.stdout.write(
    `${name.padEnd(26)} ${(100 * share).toFixed(1).padStart(5)} % of ${expected.length} words   ${size}${misread}\n`,
  );
}
await recognizer.terminate();
process.exitCode = worst < leastShare ? 1 : 0;

function wordsOf(text) {
  return text
    .replace(/[\u2018\u2019]/g, "'")
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}£]+|[^\p{L}\p{N}%]+$/gu, ""))
    .filter((word) => word !== "");
}

function countOf(words) {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
