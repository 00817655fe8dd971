import { expect, test } from "vitest";
import { drawFile } from "../../src/attachments/delivery/image.ts";
import { extractInTurn } from "../../src/attachments/text/extract.ts";
import { readCommand } from "../../src/cli/command.ts";
import { builtWorker, linesOf, workerOf } from "../document-text/extract.ts";
import { png, upright } from "../support/pattern.ts";

const command = readCommand([], { CODAT_API_KEY: "a-key-for-tests-only-0123456789" });
if (command.name !== "serve") throw new Error("This is not the serve command.");
const { settings } = command;
const photo = { bytes: png(upright()), type: "image/png" };
const draw = (signal: AbortSignal, worker = builtWorker) =>
  drawFile(photo, { page: 1 }, { settings, signal, worker, trace: { attempts: 0 } });

test("drawings that hang do not delay a small text, nor another picture, for long", async () => {
  const stop = new AbortController();
  const hangs = workerOf("for (;;);");
  const hanging = [1, 2, 3].map(() => draw(stop.signal, hangs));
  const startedAt = performance.now();
  const signal = new AbortController().signal;
  const source = { bytes: Buffer.from("a,b"), type: "text/csv" };
  const extracted = await extractInTurn(source, { worker: builtWorker, signal });
  expect(linesOf(extracted)).toEqual(["a,b"]);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(await draw(signal)).toMatchObject({ width: 48 });
  stop.abort(new Error("enough"));
  expect((await Promise.allSettled(hanging)).map(({ status }) => status)).toEqual(Array(3).fill("rejected"));
});

test("a missing worker is reported, with what to do", async () => {
  const missing = new URL("file:///nowhere/document-worker.cjs");
  await expect(draw(new AbortController().signal, missing)).rejects.toMatchObject({
    kind: "unreadable",
    message:
      "The installation is incomplete: document-worker.cjs, which text and images need, is missing next to main.mjs.",
    advice: expect.stringContaining("install the whole package"),
  });
});
