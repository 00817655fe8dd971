import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { pdfFile, pdfOf, shown } from "../support/pdf-files.ts";
import { builtWorker, linesOf, marksOf, read, readPdf, refusal, workerOf } from "./read.ts";

const done = 'parentPort.postMessage({ kind: "done" });';
const posts = (block: string) => `parentPort.postMessage({ kind: "blocks", blocks: [${block}] });`;
const worker = (...lines: string[]) =>
  workerOf(`import { parentPort, workerData } from "node:worker_threads";\n${lines.join("\n")}`);

test("an empty file is told without a worker", async () => {
  expect(await refusal(read("", "text/plain", { worker: worker() }))).toBe(
    "This file is empty: it has no words.",
  );
});

test("a file above 64 MiB is not read", async () => {
  const file = new Uint8Array(64 * 1024 * 1024 + 1);
  expect(await refusal(read(file, "text/plain", { worker: worker() }))).toBe(
    "This file is too large to be read here: 67108865 bytes, where 67108864 are the most.",
  );
});

test("sections without a line are no words", async () => {
  const empty = worker(posts('{ mark: "sheet “One”" }'), done);
  expect(await refusal(read("x", "any", { worker: empty }))).toBe("This file holds no words.");
});

test("progress comes as the pages are read", async () => {
  const steps: unknown[] = [];
  const file = pdfFile(pdfOf([shown("one"), shown("two")]));
  await readPdf(file, { progress: (...step) => steps.push(step) });
  expect(steps[0]).toEqual(["page", 1, 2]);
});

test("the reader gets the file alone: not the pool that its buffer is a view of, no variable of the process", async () => {
  const secret = Buffer.from("another borrower's file");
  const file = Buffer.from("small");
  expect(file.buffer).toBe(secret.buffer);
  const telling = worker(
    posts('{ line: workerData.bytes.buffer.byteLength + " " + Object.keys(process.env).length }'),
    done,
  );
  expect(linesOf(await read(file, "any", { worker: telling }))).toEqual(["5 0"]);
  expect(file.toString() + secret).toBe("smallanother borrower's file");
});

test("what a reader prints goes nowhere", async () => {
  const written = vi.spyOn(process.stdout, "write");
  const printing = worker("console.log('printed'); console.error('printed');", posts('{ line: "x" }'), done);
  await read("x", "any", { worker: printing });
  await read("x", "any", { worker: printing });
  expect(written.mock.calls.flat().join()).not.toContain("printed");
  written.mockRestore();
});

test("without its file the reader's absence is told, with no path", async () => {
  const reading = read("x", "text/plain", { worker: new URL("file:///nowhere/text-worker.mjs") });
  await expect(reading).rejects.toMatchObject({
    kind: "unreadable",
    message: "What reads words out of files is missing from this server.",
    facts: { advice: expect.stringContaining("install the whole package") },
  });
});

test("without PDFium's file PDFs alone cannot be read", async () => {
  const folder = await mkdtemp(join(tmpdir(), "words-"));
  await copyFile(builtWorker, join(folder, "text-worker.mjs"));
  const alone = { worker: pathToFileURL(join(folder, "text-worker.mjs")) };
  expect(await refusal(readPdf(pdfFile(pdfOf([shown("one")])), alone))).toBe(
    "PDFs cannot be read here: a file of this server's package is missing. The operator must install the whole package.",
  );
  expect(linesOf(await read("one", "text/plain", alone))).toEqual(["one"]);
  await rm(folder, { recursive: true });
});

describe("one at a time", () => {
  test("files asked for together are read one after the other", async () => {
    const file = pdfFile(pdfOf([shown("one")]));
    const readings = ["first", "second", "third"].map((line) => read(line, "text/plain"));
    const all = await Promise.all([...readings, readPdf(file)]);
    expect(all.flatMap(linesOf)).toEqual(["first", "second", "third", "one"]);
  });

  test("one that waits is cancelled at once, and nobody behind it waits for it", async () => {
    const [long, waiting] = [new AbortController(), new AbortController()];
    const hanging = read("x", "any", { worker: worker("for (;;);"), signal: long.signal });
    const cancelled = read("x", "any", { worker: worker(done), signal: waiting.signal });
    const behind = read("behind", "text/plain");
    waiting.abort(new Error("no longer wanted"));
    await expect(cancelled).rejects.toThrow("no longer wanted");
    long.abort(new Error("enough"));
    await expect(hanging).rejects.toThrow("enough");
    expect(linesOf(await behind)).toEqual(["behind"]);
  });
});

test("an abort ends the reader at once", async () => {
  const stop = new AbortController();
  const words = posts('{ line: "x" }');
  const hanging = worker(
    'parentPort.postMessage({ kind: "progress", what: "page", done: 1, total: 2 });',
    words,
    "for (;;);",
  );
  const reading = read("x", "any", {
    worker: hanging,
    signal: stop.signal,
    progress: () => stop.abort(new Error("cancelled")),
  });
  await expect(reading).rejects.toThrow("cancelled");
  expect(linesOf(await read("next", "text/plain"))).toEqual(["next"]);
});

describe("a reader that does not end well", () => {
  const some = posts('{ mark: "page 1 of 2" }, { line: "what came before" }');

  test.each([
    ["hangs", "for (;;);", { timeMs: 300 }],
    ["hangs in a native call", '/^(a+)+$/.test("a".repeat(50) + "b");', { timeMs: 300 }],
    ["fills the heap", "const all = []; for (;;) all.push({ n: all.length });", { residentBytes: 2e8 }],
    ["fills buffers", "const all = []; for (;;) all.push(Buffer.alloc(1e7, 1));", { residentBytes: 2e8 }],
    ["throws", 'throw new Error("/a/path/of/the/machine");', {}],
    ["leaves", "process.exit(0);", {}],
    ["forgets a promise", 'Promise.reject(new Error("x")); setInterval(() => {}, 1000);', {}],
  ])("%s: a sentence, or what it had found and a note", async (_, end, bounds) => {
    const without = await refusal(read("x", "any", { worker: worker(end), ...bounds }));
    const words = await read("x", "any", { worker: worker(some, end), ...bounds });
    expect(marksOf(words)).toEqual(["page 1 of 2"]);
    expect(linesOf(words)).toEqual(["what came before"]);
    expect([without, words.notes]).toMatchSnapshot();
  });

  test("one that has finished but does not leave holds nobody up for long", async () => {
    const staying = worker(some, done, "setInterval(() => {}, 1000);");
    expect(linesOf(await read("x", "any", { worker: staying }))).toEqual(["what came before"]);
    expect(linesOf(await read("next", "text/plain"))).toEqual(["next"]);
  });
});
