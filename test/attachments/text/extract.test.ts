import { expect, test } from "vitest";
import { extractInTurn } from "../../../src/attachments/text/extract.ts";
import type { ExtractOptions } from "../../../src/document-text/extract-text.ts";
import { builtWorker, linesOf, workerOf } from "../../document-text/extract.ts";

const worker = (...lines: string[]) =>
  workerOf(`import { parentPort } from "node:worker_threads";\n${lines.join("\n")}`);
const done = 'parentPort.postMessage({ kind: "done" });';
const line = (text: string) =>
  `parentPort.postMessage({ kind: "blocks", blocks: [{ line: ${JSON.stringify(text)} }] });`;

function extract(text: string, options: Partial<ExtractOptions> = {}) {
  const source = { bytes: Buffer.from(text), type: "text/plain" };
  return extractInTurn(source, { worker: builtWorker, signal: new AbortController().signal, ...options });
}

test("files that arrive together are extracted one after the other", async () => {
  const all = await Promise.all(["first", "second", "third"].map((text) => extract(text)));
  expect(all.flatMap(linesOf)).toEqual(["first", "second", "third"]);
});

test("a file waits until the worker before it is gone, not only until that worker's answer", async () => {
  const ends: string[] = [];
  const staying = worker(line("first"), done, "setInterval(() => {}, 1000);");
  const first = extract("x", { worker: staying }).then(() => ends.push("first answered"));
  const second = extract("second").then(() => ends.push("second answered"));
  await first;
  // A worker that is free answers within this time many times over; the one that stays is ended after 3 s.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(ends).toEqual(["first answered"]);
  await second;
  expect(ends).toEqual(["first answered", "second answered"]);
});

test("one that waits can be cancelled, and the one behind it does not wait for it", async () => {
  const [long, waiting] = [new AbortController(), new AbortController()];
  const hanging = extract("x", { worker: worker("for (;;);"), signal: long.signal });
  const cancelled = extract("x", { worker: worker(done), signal: waiting.signal });
  const behind = extract("behind");
  waiting.abort(new Error("no longer wanted"));
  await expect(cancelled).rejects.toThrow("no longer wanted");
  long.abort(new Error("enough"));
  await expect(hanging).rejects.toThrow("enough");
  expect(linesOf(await behind)).toEqual(["behind"]);
});

test("an empty file does not wait for its turn", async () => {
  const long = new AbortController();
  const hanging = extract("x", { worker: worker("for (;;);"), signal: long.signal });
  await expect(extract("")).rejects.toMatchObject({
    name: "ToolError",
    kind: "unreadable",
    message: "This file is empty.",
    advice: "The file itself can still be had in another format.",
  });
  long.abort(new Error("enough"));
  await expect(hanging).rejects.toThrow("enough");
});

test("a missing worker is reported, with what to do", async () => {
  const missing = new URL("file:///nowhere/text-worker.mjs");
  await expect(extract("x", { worker: missing })).rejects.toMatchObject({
    kind: "unreadable",
    message: "A file that this server needs for text extraction is missing.",
    advice: expect.stringContaining("install the whole package"),
  });
});

test("where no worker can be started, that is reported, and the turn is free for the next", async () => {
  // Node starts no worker from an http URL.
  const impossible = new URL("http://127.0.0.1/text-worker.mjs");
  await expect(extract("x", { worker: impossible })).rejects.toMatchObject({
    kind: "unreadable",
    message: "This server could not start a worker thread for text extraction.",
    advice: expect.stringContaining("let Node.js start worker threads"),
  });
  expect(linesOf(await extract("next"))).toEqual(["next"]);
});
