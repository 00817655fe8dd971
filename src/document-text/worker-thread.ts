import { Worker } from "node:worker_threads";
import { bounds } from "./bounds.ts";
import { keepEngine } from "./keep-engine.ts";
import { watchMemory } from "./resident-memory.ts";
import type { Source } from "./types.ts";
import { UnreadableFile } from "./unreadable-file.ts";

export interface ThreadOptions {
  /** URL of the worker's file. */
  worker: URL;
  signal: AbortSignal;
  timeMs?: number;
  /** Per job; see `bounds`. */
  residentBytes?: number;
  /** Bytes that the process holds for other work, such as downloads: they are not the job's. */
  otherBytes?: () => number;
}

/** A job for a worker, with what its failures are called: `Extracting text from this file`. */
export interface Task<M> {
  name: string;
  doing: string;
  request: Source & Record<string, unknown>;
  /** Takes a message of the worker; `finish` ends the job, with a sentence if it has failed. */
  take: (message: M, finish: (failure?: string) => void) => void;
}

export interface Thread {
  /**
   * A sentence if the job failed. Settles when the task finishes or at a bound; it never waits for the worker's exit, which
   * native code can delay. Rejects with the signal's reason, and with UnreadableFile if the worker's file is missing.
   */
  failure: Promise<string | undefined>;
  /** Resolves when the worker's thread has exited, or has not exited for some seconds. Until then it may hold memory. */
  gone: Promise<void>;
}

const leaveMs = 3000;

/**
 * Starts the worker on a copy of the file. A finished worker exits by itself; a bound or an abort terminates it. Throws
 * UnreadableFile if no thread can be started, and the signal's reason.
 */
export function startThread<M>(task: Task<M>, options: ThreadOptions): Thread {
  options.signal.throwIfAborted();
  const worker = startWorker(options.worker, task);
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  // Afterwards, so that the first file does not wait for it.
  exited.then(() => keepEngine(options.worker, task.request));
  const failure = failureOf(worker, task, options);
  const leave = () => hasLeft(worker, exited);
  return { failure, gone: failure.then(leave, leave) };
}

function startWorker<M>(file: URL, { name, request }: Task<M>): Worker {
  // A small buffer is a view on a pool shared with other files. Transferring it would move those too.
  const copy = new Uint8Array(request.bytes);
  try {
    const worker = new Worker(file, {
      name,
      workerData: { ...request, bytes: copy },
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
  } catch (cause) {
    throw new UnreadableFile("notStarted", "This process could not start a worker.", { cause });
  }
}

function failureOf<M>(worker: Worker, task: Task<M>, options: ThreadOptions): Thread["failure"] {
  const { signal, timeMs = bounds.timeMs } = options;
  let died: unknown;
  return new Promise((resolve, reject) => {
    const finish = (failure?: string) => {
      settle();
      resolve(failure);
    };
    const end = (failure: string) => {
      finish(failure);
      worker.terminate();
    };
    const take = (message: M) => task.take(message, finish);
    const clock = setTimeout(
      () => end(`${task.doing} took longer than ${timeMs / 1000} s and was stopped.`),
      timeMs,
    );
    const tooMuchMemory = `${task.doing} used too much memory and was stopped.`;
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
      const code = codeOf(died);
      if (!code.endsWith("MODULE_NOT_FOUND")) {
        return finish(
          code === "ERR_WORKER_OUT_OF_MEMORY" ? tooMuchMemory : `${task.doing} failed before its end.`,
        );
      }
      settle();
      reject(new UnreadableFile("notInstalled", "The worker's file is missing."));
    });
  });
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
