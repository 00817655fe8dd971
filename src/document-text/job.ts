import { Worker } from "node:worker_threads";
import { bounds } from "./bounds.ts";
import type { Message } from "./output/sink.ts";
import { watchMemory } from "./resident-memory.ts";
import type { Block, Source } from "./types.ts";
import { UnreadableFile } from "./unreadable-file.ts";

/** The text of a file in its order, and sentences to show before it. */
export interface ExtractedText {
  blocks: Block[];
  notes: string[];
}

export interface ExtractOptions {
  /** URL of the worker's file. */
  worker: URL;
  signal: AbortSignal;
  /** Receives the progress: `page`, 3, 12. */
  progress?: (what: string, done: number, total: number) => void;
  timeMs?: number;
  /** Per job; see `bounds`. */
  residentBytes?: number;
  /** Bytes that the process holds for other work, such as downloads: they are not the job's. */
  otherBytes?: () => number;
}

export interface Job {
  /**
   * The text, and a sentence if it is incomplete. Settles at the worker's last message or at a bound; it never waits for the
   * worker's exit, which native code can delay. Rejects with the signal's reason, and with UnreadableFile if the worker's
   * file is missing.
   */
  answer: Promise<{ text: ExtractedText; failure?: string }>;
  /** Resolves when the worker's thread has exited, or has not exited for some seconds. */
  gone: Promise<void>;
}

const leaveMs = 3000;

/** Starts the worker on a copy of the file. A finished worker exits by itself; a bound or an abort terminates it. */
export function startJob(source: Source, options: ExtractOptions): Job {
  const worker = startWorker(options.worker, source);
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const answer = answerOf(worker, options);
  const leave = () => hasLeft(worker, exited);
  return { answer, gone: answer.then(leave, leave) };
}

function startWorker(file: URL, { bytes, type }: Source): Worker {
  // A small buffer is a view on a pool shared with other files. Transferring it would move those too.
  const copy = new Uint8Array(bytes);
  const worker = new Worker(file, {
    name: "document-text",
    workerData: { bytes: copy, type } satisfies Source,
    transferList: [copy.buffer],
    resourceLimits: { maxOldGenerationSizeMb: bounds.heapMebibytes },
    env: {},
    execArgv: [],
    // A worker's console would write to the host's stdout, which carries only protocol.
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}

function answerOf(worker: Worker, options: ExtractOptions): Job["answer"] {
  const { signal, progress, timeMs = bounds.timeMs } = options;
  const text: ExtractedText = { blocks: [], notes: [] };
  let died: unknown;
  return new Promise((resolve, reject) => {
    const finish = (failure?: string) => {
      settle();
      resolve({ text, failure });
    };
    const end = (failure: string) => {
      finish(failure);
      worker.terminate();
    };
    const take = (message: Message) => {
      if (message.kind === "blocks") for (const block of message.blocks) text.blocks.push(asBlock(block));
      else if (message.kind === "note") text.notes.push(message.sentence);
      else if (message.kind === "progress") progress?.(message.what, message.done, message.total);
      else finish(message.kind === "unreadable" ? message.sentence : undefined);
    };
    const clock = setTimeout(() => end(tooLong(timeMs)), timeMs);
    const unwatch = watchMemory(options, () => end(tooMuchMemory));
    const abort = () => {
      settle();
      reject(signal.reason);
      worker.terminate();
    };
    signal.addEventListener("abort", abort, { once: true });
    const settle = () => {
      clearTimeout(clock);
      unwatch();
      signal.removeEventListener("abort", abort);
      worker.off("message", take);
    };
    worker.on("message", take);
    worker.on("error", (error) => {
      died = error;
    });
    // Not at the error: messages that the worker posted before it still arrive until its exit.
    worker.once("exit", () => {
      if (!codeOf(died).endsWith("MODULE_NOT_FOUND")) return finish(failureOf(died));
      settle();
      reject(new UnreadableFile("notInstalled", "The worker's file is missing."));
    });
  });
}

function asBlock(block: string | Block): Block {
  return typeof block === "string" ? { line: block } : block;
}

const tooMuchMemory = "Extracting text from this file used too much memory and was stopped.";

function tooLong(timeMs: number): string {
  return `Extracting text from this file took longer than ${timeMs / 1000} s and was stopped.`;
}

function failureOf(died: unknown): string {
  return codeOf(died) === "ERR_WORKER_OUT_OF_MEMORY"
    ? tooMuchMemory
    : "Extracting text from this file failed before its end.";
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

async function hasLeft(worker: Worker, exited: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, leaveMs);
  });
  await Promise.race([exited, waited]);
  clearTimeout(timer);
  worker.terminate();
}
