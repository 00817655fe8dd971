import { parentPort } from "node:worker_threads";
import { bounds } from "./bounds.ts";
import { listMembers } from "./members/list.ts";
import { BoundedSink, type Message, restIsMissing, type TextGap } from "./output/sink.ts";
import { readerOf } from "./registry.ts";
import { NoText, type Source, Unreadable } from "./types.ts";
import { unwrap } from "./unwrap.ts";
import { boundWasmMemory } from "./wasm-memory.ts";

/** In the worker: extracts the text of one file, lists the files inside it, and posts both to the host. */
export async function extractToHost(source: Source): Promise<void> {
  const memoryRefused = boundWasmMemory(bounds.wasmBytes);
  const post = (message: Message) => parentPort?.postMessage(message);
  const sink = new BoundedSink(post);
  const gapOf = (error: unknown): TextGap => {
    if (memoryRefused())
      return { sentence: "This file needs more memory than this server allows.", reason: "failed" };
    if (!(error instanceof Unreadable))
      return { sentence: "This file is broken: it could not be read to its end.", reason: "failed" };
    return { sentence: error.message, reason: error instanceof NoText ? "noText" : "failed" };
  };
  const failure = await attempt(() => read(source, sink), sink, gapOf);
  const hasOwnText = sink.hasText;
  if (!sink.passed && !memoryRefused()) {
    const announce = (count: number) => {
      sink.flush();
      post({ kind: "files", count });
    };
    const unlisted = await attempt(() => listMembers(source, sink, announce), sink, gapOf);
    if (unlisted && !failure) sink.note(unlisted.sentence);
  }
  sink.flush();
  // Not through the sink: its limit on notes must not suppress this one.
  const { sentence = "", reason: gap } = failure ?? {};
  if (sink.passed) post({ kind: "note", sentence: sink.passed, gap: "failed" });
  else if (failure && hasOwnText) post({ kind: "note", sentence: `${sentence} ${restIsMissing}`, gap });
  else if (failure && sink.hasText) post({ kind: "note", sentence, gap });
  post(gap && !sink.hasText ? { kind: "unreadable", sentence, gap } : { kind: "done" });
}

async function read(source: Source, sink: BoundedSink): Promise<void> {
  const file = await unwrap(source, sink);
  const reader = await readerOf(file.type);
  await reader(file, sink);
}

/** Resolves with the reason if `run` failed. */
async function attempt(
  run: () => Promise<void>,
  sink: BoundedSink,
  gapOf: (error: unknown) => TextGap,
): Promise<TextGap | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return sink.passed ? undefined : gapOf(error);
  }
}
