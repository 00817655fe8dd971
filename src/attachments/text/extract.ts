import { mebibyte } from "../../base/limits.ts";
import {
  checkSize,
  type ExtractedText,
  type ExtractOptions,
  extractText,
  type Source,
} from "../../document-text/extract-text.ts";
import { bytesInFlight } from "../in-flight.ts";
import { explainUnreadable, runInTurn } from "../worker-turn.ts";

/** Extracts the text of a file in its turn. Throws ToolError `unreadable`, or the signal's reason. */
export async function extractInTurn(source: Source, options: ExtractOptions): Promise<ExtractedText> {
  try {
    // A file that no worker can read must not wait for one.
    checkSize(source);
    const progress = onlyForward(options.progress);
    return await runInTurn(costOf(source), options.signal, (signal) => {
      const { text, gone } = extractText(source, {
        otherBytes: bytesInFlight,
        ...options,
        progress,
        signal,
      });
      return { result: text, gone };
    });
  } catch (error) {
    throw explainUnreadable(error);
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
