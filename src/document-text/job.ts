import { memoryUsage } from "node:process";
import { Worker } from "node:worker_threads";
import { bounds } from "./bounds.ts";
import type { Message } from "./output/sink.ts";
import type { Block, Source } from "./types.ts";
import { UnreadableFile } from "./unreadable-file.ts";

/** What came out of a file, in its order, and sentences for its head. */
export interface ExtractedText {
  blocks: Block[];
  notes: string[];
}

export interface ExtractOptions {
  /** Where the worker's file is. */
  worker: URL;
  signal: AbortSignal;
  /** How far the reading is: `page`, 3, 12. */
  progress?: (what: string, done: number, total: number) => void;
  timeMs?: number;
  /** What resident memory may grow by. */
  residentBytes?: number;
}

export interface Job {
  /**
   * The text, and a sentence if it is not all. Settles at the worker's last message or at a bound: never waits for the
   * worker's end, which native code can put off. Rejects with the signal's reason, and with UnreadableFile where there is
   * no worker to start.
   */
  answer: Promise<{ text: ExtractedText; failure?: string }>;
  /** Resolves when the worker's thread has ended, or would not for some seconds. */
  gone: Promise<void>;
}

const watchMs = 50;
const leaveMs = 3000;

/** Starts the worker on a copy of the file. A finished worker leaves by itself; at a bound or an abort it is ended. */
export function startJob(source: Source, options: ExtractOptions): Job {
  const mostBytes = mostResident(options.residentBytes ?? bounds.residentBytes);
  const worker = startWorker(options.worker, source);
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const answer = answerOf(worker, mostBytes, options);
  const leave = () => hasLeft(worker, exited);
  return { answer, gone: answer.then(leave, leave) };
}

let leastAtRest = Number.POSITIVE_INFINITY;

// What a worker frees can stay resident: glibc keeps it for the next one. Counted from the latest rest alone, the bound
// would creep up from job to job; counted from the least alone, it could leave a file nothing.
function mostResident(residentBytes: number): number {
  const atRest = memoryUsage.rss();
  leastAtRest = Math.min(leastAtRest, atRest);
  return Math.max(leastAtRest + residentBytes, atRest + residentBytes / 2);
}

function startWorker(file: URL, { bytes, type }: Source): Worker {
  // A small buffer is a view on a pool that other files share: handed over as it is, it would take them along.
  const copy = new Uint8Array(bytes);
  const worker = new Worker(file, {
    name: "document-text",
    workerData: { bytes: copy, type } satisfies Source,
    transferList: [copy.buffer],
    resourceLimits: { maxOldGenerationSizeMb: bounds.heapMebibytes },
    env: {},
    execArgv: [],
    // A worker's console would write to the host's stdout, where only protocol may go.
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}

function answerOf(worker: Worker, mostBytes: number, options: ExtractOptions): Job["answer"] {
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
      if (message.kind === "blocks") for (const block of message.blocks) text.blocks.push(block);
      else if (message.kind === "note") text.notes.push(message.sentence);
      else if (message.kind === "progress") progress?.(message.what, message.done, message.total);
      else finish(message.kind === "unreadable" ? message.sentence : undefined);
    };
    const clock = setTimeout(() => end(tooLong(timeMs)), timeMs);
    const watch = setInterval(() => {
      if (memoryUsage.rss() > mostBytes) end(tooMuchMemory);
    }, watchMs);
    const abort = () => {
      settle();
      reject(signal.reason);
      worker.terminate();
    };
    signal.addEventListener("abort", abort, { once: true });
    const settle = () => {
      clearTimeout(clock);
      clearInterval(watch);
      signal.removeEventListener("abort", abort);
      worker.off("message", take);
    };
    worker.on("message", take);
    worker.on("error", (error) => {
      died = error;
    });
    // Not at the error: what the worker posted before it died still comes until its exit.
    worker.once("exit", () => {
      if (!codeOf(died).endsWith("MODULE_NOT_FOUND")) return finish(failureOf(died));
      settle();
      reject(new UnreadableFile("notInstalled", "The worker's file is missing."));
    });
  });
}

const tooMuchMemory = "Reading this file took too much memory and was stopped.";

function tooLong(timeMs: number): string {
  return `Reading this file took longer than ${timeMs / 1000} s and was stopped.`;
}

function failureOf(died: unknown): string {
  return codeOf(died) === "ERR_WORKER_OUT_OF_MEMORY"
    ? tooMuchMemory
    : "The reader broke off in the middle of this file.";
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
