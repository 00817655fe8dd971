import { onAbort } from "../base/abort.ts";
import { advice } from "../base/advice.ts";
import { incompleteInstall } from "../base/incomplete-install.ts";
import type { Release } from "../base/semaphore.ts";
import { ToolError } from "../base/tool-error.ts";
import { bounds } from "../document-text/bounds.ts";
import { UnreadableFile, type UnreadableReason } from "../document-text/unreadable-file.ts";
import { FairQueue } from "./fair-queue.ts";

/** A worker's job. Until `gone` resolves, its thread may hold memory. */
export interface Started<T> {
  result: Promise<T>;
  gone: Promise<void>;
}

// One queue for text and images: both hold the same memory and the same cores.
const queue = new FairQueue(bounds.jobs);

/** How many files are being read or drawn, and how many wait for it. */
export function extractionJobs(): { running: number; waiting: number } {
  return { running: queue.running, waiting: queue.waiting };
}

const interrupted = Symbol("interrupted");

/**
 * Runs a worker in its turn: the cheapest first. `start` may be called again, after an interruption for another file. Throws
 * ToolError `unreadable`, or the signal's reason.
 */
export async function runInTurn<T>(
  cost: number,
  signal: AbortSignal,
  start: (signal: AbortSignal) => Started<T>,
): Promise<T> {
  const job = { cost, arrivedAtMs: performance.now(), isNew: true };
  for (;;) {
    const stop = new AbortController();
    const release = await queue.acquire(job, signal, () => stop.abort(interrupted));
    const unwatch = onAbort(signal, (reason) => stop.abort(reason));
    try {
      return await startWith(release, () => start(stop.signal)).result;
    } catch (error) {
      if (error !== interrupted) throw error;
    } finally {
      unwatch();
    }
  }
}

// The turn ends when the worker exits, not when it returns the text: until its thread has exited, it may hold memory.
function startWith<T>(release: Release, start: () => Started<T>): Started<T> {
  try {
    const started = start();
    started.gone.then(release);
    return started;
  } catch (error) {
    release();
    throw error;
  }
}

const explanations: Partial<Record<UnreadableReason, { message: string; advice: string }>> = {
  notInstalled: {
    message: incompleteInstall(["document-worker.cjs"], "text and images need"),
    advice: advice.incompleteInstall,
  },
  notStarted: {
    message: "This server could not start a worker thread to read the file.",
    advice: advice.noWorker,
  },
};

/** The error of a call whose file was not read or drawn; any other error as it is. The delivery adds the formats that work. */
export function explainUnreadable(error: unknown): unknown {
  if (!(error instanceof UnreadableFile)) return error;
  if (error.reason === "noSuchPage") {
    return new ToolError("arguments", error.message, { advice: advice.anotherPage, cause: error });
  }
  if (error.reason === "noSuchMember") {
    return new ToolError("not_found", error.message, { advice: advice.anotherMember, cause: error });
  }
  const explained = explanations[error.reason] ?? { message: error.message, advice: undefined };
  return new ToolError("unreadable", explained.message, { advice: explained.advice, cause: error });
}
