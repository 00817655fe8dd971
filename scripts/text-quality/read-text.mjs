import { Worker } from "node:worker_threads";

const limitMs = 60_000;

/** The text of a PDF as the built worker extracts it, and the time from the worker's start to its exit. */
export async function readText(file, bytes) {
  const startedAt = performance.now();
  const copy = new Uint8Array(bytes);
  const worker = new Worker(file, {
    workerData: { bytes: copy, type: "application/pdf" },
    transferList: [copy.buffer],
    stdout: true,
    stderr: true,
  });
  const lines = [];
  worker.on("message", (message) => {
    if (message.kind !== "blocks") return;
    for (const block of message.blocks) lines.push(typeof block === "string" ? block : (block.line ?? "\f"));
  });
  const clock = setTimeout(() => worker.terminate(), limitMs);
  await new Promise((settle) => {
    worker.once("exit", settle);
    worker.once("error", settle);
  });
  clearTimeout(clock);
  return { text: lines.join("\n"), ms: performance.now() - startedAt };
}
