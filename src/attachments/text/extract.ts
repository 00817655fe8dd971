import { advice } from "../../base/advice.ts";
import { type Release, Semaphore } from "../../base/semaphore.ts";
import { ToolError } from "../../base/tool-error.ts";
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

// Two files at a time would take the memory of both.
const turns = new Semaphore(1);

/** Extracts the text of a file, one file at a time. Throws ToolError `unreadable`, or the signal's reason. */
export async function extractInTurn(source: Source, options: ExtractOptions): Promise<ExtractedText> {
  try {
    // Before the turn: a file that no worker can read must not wait for one.
    checkSize(source);
    const release = await turns.acquire(options.signal);
    return await startWith(release, source, options).text;
  } catch (error) {
    throw error instanceof UnreadableFile ? toToolError(error) : error;
  }
}

// The turn ends with the worker, not with its answer: until it is gone it may hold memory.
function startWith(release: Release, source: Source, options: ExtractOptions): Extraction {
  try {
    const extraction = extractText(source, options);
    extraction.gone.then(release);
    return extraction;
  } catch (error) {
    release();
    throw error;
  }
}

const explanations: Partial<Record<UnreadableReason, { message: string; advice: string }>> = {
  notInstalled: {
    message: "What reads words out of files is missing from this server.",
    advice: advice.incompleteInstall,
  },
  notStarted: {
    message: "No reader could be started in this process.",
    advice: advice.noWorker,
  },
};

function toToolError(error: UnreadableFile): ToolError {
  const explained = explanations[error.reason] ?? { message: error.message, advice: advice.otherFormat };
  return new ToolError("unreadable", explained.message, { advice: explained.advice, cause: error });
}
