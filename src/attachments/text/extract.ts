import { onAbort } from "../../base/abort.ts";
import { advice } from "../../base/advice.ts";
import { incompleteInstall } from "../../base/incomplete-install.ts";
import { mebibyte } from "../../base/limits.ts";
import type { Release } from "../../base/semaphore.ts";
import { ToolError } from "../../base/tool-error.ts";
import { bounds } from "../../document-text/bounds.ts";
import {
  checkSize,
  type ExtractedText,
  type Extraction,
  type ExtractOptions,
  extractText,
  type Source,
  UnreadableFile,
  type UnreadableReason,
} from "../../document-text/extract-text.ts";
import { bytesInFlight } from "../in-flight.ts";
import { FairQueue, type QueuedJob } from "./fair-queue.ts";

const queue = new FairQueue(bounds.jobs);

/** Extracts the text of a file in its turn. Throws ToolError `unreadable`, or the signal's reason. */
export async function extractInTurn(source: Source, options: ExtractOptions): Promise<ExtractedText> {
  try {
    // A file that no worker can read must not wait for one.
    checkSize(source);
    const job = { cost: costOf(source), arrivedAtMs: performance.now(), isNew: true };
    const progress = onlyForward(options.progress);
    for (;;) {
      const extracted = await runOnce(job, source, { ...options, progress });
      if (extracted !== interrupted) return extracted;
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? toToolError(error) : error;
  }
}

const interrupted = Symbol("interrupted");

async function runOnce(
  job: QueuedJob,
  source: Source,
  options: ExtractOptions,
): Promise<ExtractedText | typeof interrupted> {
  const stop = new AbortController();
  const release = await queue.acquire(job, options.signal, () => stop.abort(interrupted));
  const unwatch = onAbort(options.signal, (reason) => stop.abort(reason));
  try {
    return await startWith(release, source, { ...options, signal: stop.signal }).text;
  } catch (error) {
    if (error === interrupted) return interrupted;
    throw error;
  } finally {
    unwatch();
  }
}

// The turn ends when the worker exits, not when it returns the text: until its thread has exited, it may hold memory.
function startWith(release: Release, source: Source, options: ExtractOptions): Extraction {
  try {
    const extraction = extractText(source, { otherBytes: bytesInFlight, ...options });
    extraction.gone.then(release);
    return extraction;
  } catch (error) {
    release();
    throw error;
  }
}

const plainText = /^text\/(?!html|rtf)|^application\/(csv|tab-separated-values|tsv|xml)$|json|yaml$/;
const documentBytes = 8 * mebibyte;

// Plain text takes time by its size. A document of a few bytes can take the whole time limit.
function costOf({ bytes, type }: Source): number {
  return bytes.byteLength + (plainText.test(type) ? 0 : documentBytes);
}

// A second run starts at the first page again. A client's progress must not go back.
function onlyForward(progress: ExtractOptions["progress"]): ExtractOptions["progress"] {
  let furthest = 0;
  return (what, done, total) => {
    if (done / total <= furthest) return;
    furthest = done / total;
    progress?.(what, done, total);
  };
}

const explanations: Partial<Record<UnreadableReason, { message: string; advice: string }>> = {
  notInstalled: {
    message: incompleteInstall(["text-worker.mjs"], "text extraction needs"),
    advice: advice.incompleteInstall,
  },
  notStarted: {
    message: "This server could not start a worker thread for text extraction.",
    advice: advice.noWorker,
  },
};

function toToolError(error: UnreadableFile): ToolError {
  const explained = explanations[error.reason] ?? { message: error.message, advice: advice.otherFormat };
  return new ToolError("unreadable", explained.message, { advice: explained.advice, cause: error });
}
