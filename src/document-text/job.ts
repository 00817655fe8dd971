import { memoryUsage } from "node:process";
import { Worker } from "node:worker_threads";
import type { Block } from "../attachments/text/parts.ts";
import { onAbort } from "../base/abort.ts";
import { codeOf } from "../base/error-trace.ts";
import { bounds } from "./bounds.ts";
import type { Message } from "./output/sink.ts";
import type { Source } from "./types.ts";

/** What came out of a file, in its order, and sentences for its head. */
export interface Words {
  blocks: Block[];
  notes: string[];
}

export interface Reading {
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
   * The words, and a sentence if they are not all. Comes at the worker's last word or at a bound, and rejects with the
   * signal's reason: never waits for the worker's end, which native code can put off.
   */
  answer: Promise<{ words: Words; failure?: string }>;
  /** Resolves when the worker's thread has ended, or would not for some seconds. */
  gone: Promise<void>;
}

/** The failure of a job whose worker is not there to be started. */
export const notInstalled = "The worker is not installed.";

const watchMs = 50;
const leaveMs = 3000;

/** Starts the worker on a copy of the file. A finished worker leaves by itself; at a bound or an abort it is ended. */
export function startJob(source: Source, reading: Reading): Job {
  const mostBytes = mostResident(reading.residentBytes ?? bounds.residentBytes);
  const worker = startWorker(reading.worker, source);
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const answer = answerOf(worker, mostBytes, reading);
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
    name: "words",
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

function answerOf(worker: Worker, mostBytes: number, reading: Reading): Job["answer"] {
  const { signal, progress, timeMs = bounds.timeMs } = reading;
  const words: Words = { blocks: [], notes: [] };
  let died: unknown;
  return new Promise((resolve, reject) => {
    const finish = (failure?: string) => {
      settle();
      resolve({ words, failure });
    };
    const end = (failure: string) => {
      finish(failure);
      worker.terminate();
    };
    const take = (message: Message) => {
      if (message.kind === "blocks") for (const block of message.blocks) words.blocks.push(block);
      else if (message.kind === "note") words.notes.push(message.sentence);
      else if (message.kind === "progress") progress?.(message.what, message.done, message.total);
      else finish(message.kind === "unreadable" ? message.sentence : undefined);
    };
    const clock = setTimeout(() => end(tooLong(timeMs)), timeMs);
    const watch = setInterval(() => {
      if (memoryUsage.rss() > mostBytes) end(tooMuchMemory);
    }, watchMs);
    const unwatch = onAbort(signal, (reason) => {
      settle();
      reject(reason);
      worker.terminate();
    });
    const settle = () => {
      clearTimeout(clock);
      clearInterval(watch);
      unwatch();
      worker.off("message", take);
    };
    worker.on("message", take);
    worker.on("error", (error) => {
      died = error;
    });
    // Not at the error: what the worker posted before it died still comes until its exit.
    worker.once("exit", () => finish(failureOf(died)));
  });
}

const tooMuchMemory = "Reading this file took too much memory and was stopped.";

function tooLong(timeMs: number): string {
  return `Reading this file took longer than ${timeMs / 1000} s and was stopped.`;
}

function failureOf(died: unknown): string {
  const code = codeOf(died);
  if (code.endsWith("MODULE_NOT_FOUND")) return notInstalled;
  return code === "ERR_WORKER_OUT_OF_MEMORY"
    ? tooMuchMemory
    : "The reader broke off in the middle of this file.";
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
