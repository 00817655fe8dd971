import { expect, test } from "vitest";
import { extractInTurn } from "../../../src/attachments/text/extract.ts";
import type { ExtractOptions } from "../../../src/document-text/extract-text.ts";
import { builtWorker, linesOf, workerOf } from "../../document-text/extract.ts";

const worker = (...lines: string[]) =>
  workerOf(`import { parentPort } from "node:worker_threads";\n${lines.join("\n")}`);
const done = 'parentPort.postMessage({ kind: "done" });';
const line = (text: string) =>
  `parentPort.postMessage({ kind: "blocks", blocks: [{ line: ${JSON.stringify(text)} }] });`;
const hangs = worker("for (;;);");

function extract(text: string, options: Partial<ExtractOptions> & { type?: string } = {}) {
  const { type = "text/plain", ...rest } = options;
  const source = { bytes: Buffer.from(text), type };
  return extractInTurn(source, { worker: builtWorker, signal: new AbortController().signal, ...rest });
}

/** Files that hang until they are canceled. */
function slowFiles(count: number) {
  const stops = Array.from({ length: count }, () => new AbortController());
  const all = stops.map(({ signal }) => extract("x", { worker: hangs, signal, type: "application/pdf" }));
  return {
    async [Symbol.asyncDispose]() {
      for (const stop of stops) stop.abort(new Error("enough"));
      await Promise.allSettled(all);
    },
  };
}

test("files that arrive together are all extracted", async () => {
  const all = await Promise.all(["first", "second", "third"].map((text) => extract(text)));
  expect(all.flatMap(linesOf)).toEqual(["first", "second", "third"]);
});

test.each([4, 8])("%i slow files do not delay a small CSV for long", async (count) => {
  await using _ = slowFiles(count);
  const askedAtMs = performance.now();
  expect(linesOf(await extract("a,b", { type: "text/csv" }))).toEqual(["a,b"]);
  expect(performance.now() - askedAtMs).toBeLessThan(10_000);
  // The slow files have used their first slices by now.
  const againAtMs = performance.now();
  expect(linesOf(await extract("c,d", { type: "text/csv" }))).toEqual(["c,d"]);
  expect(performance.now() - againAtMs).toBeLessThan(10_000);
});

test("a large file gets its turn even if small files keep arriving", async () => {
  let isDone = false;
  let small = 0;
  const large = extract("large ".repeat(500_000), { type: "text/plain" }).finally(() => {
    isDone = true;
  });
  while (!isDone && small < 1000) {
    await Promise.all([1, 2, 3, 4].map(() => extract("small")));
    small += 4;
  }
  expect(small).toBeLessThan(1000);
  expect((await large).notes.join()).toContain("Only the first 2,000,000 characters");
});

test("an interrupted file is extracted from its beginning, and its progress never goes back", async () => {
  const steps: number[] = [];
  const page = (nth: number) =>
    `parentPort.postMessage({ kind: "progress", what: "page", done: ${nth}, total: 4 });`;
  const wait = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600);";
  const slow = worker(line("one"), page(1), wait, page(2), wait, line("two"), page(3), done);
  await using _ = slowFiles(1);
  const extraction = extract("x", { worker: slow, progress: (_what, nth) => steps.push(nth) });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await extract("small");
  expect(linesOf(await extraction)).toEqual(["one", "two"]);
  expect(steps).toEqual([1, 2, 3]);
});

test("a file waits until a worker has exited, not only until it has returned its text", async () => {
  const ends: string[] = [];
  const staying = worker(line("first"), done, "setInterval(() => {}, 1000);");
  await Promise.all([1, 2].map(() => extract("x", { worker: staying })));
  ends.push("first answered");
  const second = extract("second").then(() => ends.push("second answered"));
  // Much longer than a free worker needs to respond. Workers that do not exit are terminated after 3 s.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(ends).toEqual(["first answered"]);
  await second;
  expect(ends).toEqual(["first answered", "second answered"]);
});

test("a waiting file can be canceled, and the next one does not wait for it", async () => {
  const waiting = new AbortController();
  await using _ = slowFiles(2);
  const cancelled = extract("x", { worker: worker(done), signal: waiting.signal });
  waiting.abort(new Error("no longer wanted"));
  await expect(cancelled).rejects.toThrow("no longer wanted");
  expect(linesOf(await extract("behind"))).toEqual(["behind"]);
});

test("an empty file does not wait for its turn", async () => {
  await using _ = slowFiles(2);
  await expect(extract("")).rejects.toMatchObject({
    name: "ToolError",
    kind: "unreadable",
    message: "This file is empty.",
  });
});

test("a missing worker is reported, with what to do", async () => {
  const missing = new URL("file:///nowhere/document-worker.cjs");
  await expect(extract("x", { worker: missing })).rejects.toMatchObject({
    kind: "unreadable",
    message:
      "The installation is incomplete: document-worker.cjs, which text and images need, is missing next to main.mjs.",
    advice: expect.stringContaining("install the whole package"),
  });
});

test("if no worker can be started, that is reported, and the turn is free for the next file", async () => {
  // Node starts no worker from an http URL.
  const impossible = new URL("http://127.0.0.1/document-worker.cjs");
  for (let turn = 0; turn < 3; turn++) {
    await expect(extract("x", { worker: impossible })).rejects.toMatchObject({
      kind: "unreadable",
      message: "This server could not start a worker thread to read the file.",
      advice: expect.stringContaining("allow Node.js to start worker threads"),
    });
  }
  expect(linesOf(await extract("next"))).toEqual(["next"]);
});
