import { Queue, type Release } from "../../base/semaphore.ts";
import { CodatError } from "../../codat/error.ts";
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
const turns = new Queue(1);

/** Extracts the text of a file, one file at a time. Throws CodatError `unreadable`, or the signal's reason. */
export async function extractInTurn(source: Source, options: ExtractOptions): Promise<ExtractedText> {
  try {
    // Before the turn: a file that no worker can read must not wait for one.
    checkSize(source);
    const release = await turns.enter(options.signal);
    return await startWith(release, source, options).text;
  } catch (error) {
    throw error instanceof UnreadableFile ? toCodatError(error) : error;
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
    advice:
      "The operator must install the whole package, not main.mjs alone. The other formats work without it.",
  },
  notStarted: {
    message: "No reader could be started in this process.",
    advice: "The operator must let Node.js start worker threads. The other formats work without them.",
  },
};

function toCodatError(error: UnreadableFile): CodatError {
  const { message, advice } = explanations[error.reason] ?? {
    message: error.message,
    advice: "The file itself can still be had in another format.",
  };
  return new CodatError("unreadable", message, { advice, cause: error });
}
