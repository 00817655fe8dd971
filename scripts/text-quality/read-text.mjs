import { Worker } from "node:worker_threads";

const limitMs = 60_000;

/** The text of a PDF as the built worker extracts it, and the time from the worker's start to its exit. Throws if the worker does not answer. */
export async function readText(file, bytes) {
  const startedAt = performance.now();
  const copy = new Uint8Array(bytes);
  const worker = new Worker(file, {
    workerData: { task: "text", bytes: copy, type: "application/pdf" },
    transferList: [copy.buffer],
    stdout: true,
    stderr: true,
  });
  const lines = [];
  let hasAnswered = false;
  worker.on("message", (message) => {
    hasAnswered = true;
    if (message.kind !== "blocks") return;
    for (const block of message.blocks) lines.push(typeof block === "string" ? block : (block.line ?? "\f"));
  });
  const clock = setTimeout(() => worker.terminate(), limitMs);
  await new Promise((settle, fail) => {
    worker.once("exit", settle);
    worker.once("error", fail);
  }).finally(() => clearTimeout(clock));
  if (!hasAnswered) throw new Error(`The worker at ${file} gave no answer.`);
  return { text: lines.join("\n"), ms: performance.now() - startedAt };
}
