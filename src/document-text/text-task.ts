import { parentPort } from "node:worker_threads";
import { bounds } from "./bounds.ts";
import { BoundedSink, type Message, restIsMissing } from "./output/sink.ts";
import { readerOf } from "./registry.ts";
import { type Source, Unreadable } from "./types.ts";
import { boundWasmMemory } from "./wasm-memory.ts";

/** In the worker: extracts the text of one file and posts it to the host. */
export async function extractToHost(source: Source): Promise<void> {
  const memoryRefused = boundWasmMemory(bounds.wasmBytes);
  const post = (message: Message) => parentPort?.postMessage(message);
  const sink = new BoundedSink(post);
  const failure = await read(source, sink, memoryRefused);
  sink.flush();
  // Not through the sink: its limit on notes must not suppress this one.
  if (sink.passed) post({ kind: "note", sentence: sink.passed });
  else if (failure && sink.hasText) post({ kind: "note", sentence: `${failure} ${restIsMissing}` });
  post(failure && !sink.hasText ? { kind: "unreadable", sentence: failure } : { kind: "done" });
}

/** Resolves with a sentence if the reader failed. */
async function read(
  source: Source,
  sink: BoundedSink,
  memoryRefused: () => boolean,
): Promise<string | undefined> {
  try {
    const reader = await readerOf(source.type);
    await reader(source, sink);
    return undefined;
  } catch (error) {
    if (sink.passed) return undefined;
    if (memoryRefused()) return "This file needs more memory than this server allows.";
    return error instanceof Unreadable
      ? error.message
      : "This file is broken: it could not be read to its end.";
  }
}
