import { parentPort } from "node:worker_threads";
import { bounds } from "./bounds.ts";
import { listMembers } from "./members/list.ts";
import { BoundedSink, type Message, restIsMissing } from "./output/sink.ts";
import { readerOf } from "./registry.ts";
import { type Source, Unreadable } from "./types.ts";
import { unwrap } from "./unwrap.ts";
import { boundWasmMemory } from "./wasm-memory.ts";

/** In the worker: extracts the text of one file, lists the files inside it, and posts both to the host. */
export async function extractToHost(source: Source): Promise<void> {
  const memoryRefused = boundWasmMemory(bounds.wasmBytes);
  const post = (message: Message) => parentPort?.postMessage(message);
  const sink = new BoundedSink(post);
  const sentenceOf = (error: unknown) => {
    if (memoryRefused()) return "This file needs more memory than this server allows.";
    return error instanceof Unreadable
      ? error.message
      : "This file is broken: it could not be read to its end.";
  };
  const failure = await attempt(() => read(source, sink), sink, sentenceOf);
  const hasOwnText = sink.hasText;
  if (!sink.passed && !memoryRefused()) {
    const unlisted = await attempt(() => listMembers(source, sink), sink, sentenceOf);
    if (unlisted && !failure) sink.note(unlisted);
  }
  sink.flush();
  // Not through the sink: its limit on notes must not suppress this one.
  if (sink.passed) post({ kind: "note", sentence: sink.passed });
  else if (failure && hasOwnText) post({ kind: "note", sentence: `${failure} ${restIsMissing}` });
  else if (failure && sink.hasText) post({ kind: "note", sentence: failure });
  post(failure && !sink.hasText ? { kind: "unreadable", sentence: failure } : { kind: "done" });
}

async function read(source: Source, sink: BoundedSink): Promise<void> {
  const file = await unwrap(source, sink);
  const reader = await readerOf(file.type);
  await reader(file, sink);
}

/** Resolves with a sentence if `run` failed. */
async function attempt(
  run: () => Promise<void>,
  sink: BoundedSink,
  sentenceOf: (error: unknown) => string,
): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return sink.passed ? undefined : sentenceOf(error);
  }
}
