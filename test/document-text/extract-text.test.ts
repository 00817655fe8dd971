import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { extractText } from "../../src/document-text/extract-text.ts";
import { pdfFile, pdfOf, shown } from "../support/pdf-files.ts";
import { builtWorker, extract, extractPdf, linesOf, marksOf, refusal, workerOf } from "./extract.ts";

const done = 'parentPort.postMessage({ kind: "done" });';
const posts = (block: string) => `parentPort.postMessage({ kind: "blocks", blocks: [${block}] });`;
const worker = (...lines: string[]) =>
  workerOf(`import { parentPort, workerData } from "node:worker_threads";\n${lines.join("\n")}`);

test("an empty file is rejected without a worker", async () => {
  expect(await refusal(extract("", "text/plain", { worker: worker() }))).toBe("This file is empty.");
});

test("a file above 64 MiB is rejected", async () => {
  const file = new Uint8Array(64 * 1024 * 1024 + 1);
  expect(await refusal(extract(file, "text/plain", { worker: worker() }))).toBe(
    "This file has 67108865 bytes. Files of up to 67108864 bytes are read.",
  );
});

test("sections without a line are no text", async () => {
  const empty = worker(posts('{ mark: "sheet “One”" }'), done);
  expect(await refusal(extract("x", "any", { worker: empty }))).toBe("No text found in this file.");
});

test("progress is reported while the pages are read", async () => {
  const steps: unknown[] = [];
  const file = pdfFile(pdfOf([shown("one"), shown("two")]));
  await extractPdf(file, { progress: (...step) => steps.push(step) });
  expect(steps[0]).toEqual(["page", 1, 2]);
});

test("the worker receives only the file: not the pool that its buffer is a view on, and no environment variable", async () => {
  const secret = Buffer.from("another borrower's file");
  const file = Buffer.from("small");
  expect(file.buffer).toBe(secret.buffer);
  const telling = worker(
    posts('{ line: workerData.bytes.buffer.byteLength + " " + Object.keys(process.env).length }'),
    done,
  );
  expect(linesOf(await extract(file, "any", { worker: telling }))).toEqual(["5 0"]);
  expect(file.toString() + secret).toBe("smallanother borrower's file");
});

test("output of a reader does not reach stdout", async () => {
  const written = vi.spyOn(process.stdout, "write");
  const printing = worker("console.log('printed'); console.error('printed');", posts('{ line: "x" }'), done);
  await extract("x", "any", { worker: printing });
  await extract("x", "any", { worker: printing });
  expect(written.mock.calls.flat().join()).not.toContain("printed");
  written.mockRestore();
});

test("a missing worker is reported, with no path", async () => {
  const extraction = extract("x", "text/plain", { worker: new URL("file:///nowhere/document-worker.cjs") });
  await expect(extraction).rejects.toMatchObject({
    reason: "notInstalled",
    message: "The worker's file is missing.",
  });
});

test("an aborted signal starts no worker", () => {
  const source = { bytes: Buffer.from("x"), type: "text/plain" };
  const options = { worker: builtWorker, signal: AbortSignal.abort(new Error("cancelled")) };
  expect(() => extractText(source, options)).toThrow("cancelled");
});

test("without the files that only some types need, only those types cannot be read", async () => {
  const folder = await mkdtemp(join(tmpdir(), "document-text-"));
  await copyFile(builtWorker, join(folder, "document-worker.cjs"));
  const there = ["pdf.cjs", "pdfium.cjs", "html.cjs", "mail.cjs"];
  await Promise.all(there.map((name) => copyFile(new URL(name, builtWorker), join(folder, name))));
  const alone = { worker: pathToFileURL(join(folder, "document-worker.cjs")) };
  expect(await refusal(extractPdf(pdfFile(pdfOf([shown("one")])), alone))).toBe(
    "PDFs cannot be read, because the installation is incomplete: pdfium.wasm is missing next to main.mjs. The operator must install the whole package, not only main.mjs.",
  );
  expect(linesOf(await extract("one", "text/plain", alone))).toEqual(["one"]);
  const missing = (file: string) =>
    `This file cannot be read, because the installation is incomplete: ${file} is missing next to main.mjs. The operator must install the whole package, not only main.mjs.`;
  const lacking = async (content: string | Buffer, type: string) => refusal(extract(content, type, alone));
  expect(await lacking("<p>one", "text/html")).toContain(missing("markup-parser.cjs"));
  expect(await lacking("{\\rtf1 one}", "application/rtf")).toBe(missing("rtf.cjs"));
  expect(await lacking(Buffer.from("\x81ber", "latin1"), "text/plain")).toBe(missing("encoding-tables.cjs"));
  await rm(folder, { recursive: true });
});

// Each further file costs every job some milliseconds.
test("a page of HTML is read with no other files than the worker, the HTML reader and the parser", async () => {
  const folder = await mkdtemp(join(tmpdir(), "document-text-"));
  const there = ["document-worker.cjs", "html.cjs", "markup-parser.cjs"];
  await Promise.all(there.map((name) => copyFile(new URL(name, builtWorker), join(folder, name))));
  const options = { worker: pathToFileURL(join(folder, "document-worker.cjs")) };
  const page = '<style>p::after { content: "!" }</style><p>One<table><tr><td x:num="-5">5<td>6</table>';
  expect(linesOf(await extract(page, "text/html", options))).toEqual(["One!", "5 (-5) | 6"]);
  await rm(folder, { recursive: true });
});

test("an abort ends the reader immediately", async () => {
  const stop = new AbortController();
  const line = posts('{ line: "x" }');
  const hanging = worker(
    'parentPort.postMessage({ kind: "progress", what: "page", done: 1, total: 2 });',
    line,
    "for (;;);",
  );
  const extraction = extract("x", "any", {
    worker: hanging,
    signal: stop.signal,
    progress: () => stop.abort(new Error("cancelled")),
  });
  await expect(extraction).rejects.toThrow("cancelled");
  expect(linesOf(await extract("next", "text/plain"))).toEqual(["next"]);
});

describe("a reader that fails", () => {
  const some = posts('{ mark: "page 1 of 2" }, { line: "what came before" }');

  test.each([
    ["hangs", "for (;;);", { timeMs: 1000 }],
    ["hangs in a native call", '/^(a+)+$/.test("a".repeat(50) + "b");', { timeMs: 1000 }],
    ["fills the heap", "const all = []; for (;;) all.push({ n: all.length });", { residentBytes: 2e8 }],
    ["fills buffers", "const all = []; for (;;) all.push(Buffer.alloc(1e7, 1));", { residentBytes: 2e8 }],
    ["throws", 'throw new Error("/a/path/of/the/machine");', {}],
    ["leaves", "process.exit(0);", {}],
    ["forgets a promise", 'Promise.reject(new Error("x")); setInterval(() => {}, 1000);', {}],
  ])("%s: a sentence, or the text up to that point and a note", async (_, end, bounds) => {
    const without = await refusal(extract("x", "any", { worker: worker(end), ...bounds }));
    const extracted = await extract("x", "any", { worker: worker(some, end), ...bounds });
    expect(marksOf(extracted)).toEqual(["page 1 of 2"]);
    expect(linesOf(extracted)).toEqual(["what came before"]);
    expect([without, extracted.notes]).toMatchSnapshot();
  });

  test("a worker that has finished but does not exit is terminated", async () => {
    const staying = worker(some, done, "setInterval(() => {}, 1000);");
    expect(linesOf(await extract("x", "any", { worker: staying }))).toEqual(["what came before"]);
  });
});

test.each([
  ["empty", "", done],
  ["noText", "x", done],
  ["failed", "x", 'throw new Error("x");'],
])("a file without text is rejected with a reason: %s", async (reason, file, script) => {
  await expect(extract(file, "any", { worker: worker(script) })).rejects.toMatchObject({
    name: "UnreadableFile",
    reason,
  });
});
