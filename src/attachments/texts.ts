import type { AttachmentIds } from "../codat/attachment.ts";
import { withoutInvisible } from "../codat/invisible.ts";
import type { Block } from "./parts.ts";
import type { FetchedFile } from "./record.ts";
import type { Reading, Words } from "./words/job.ts";

/** The words of a file, and what is to be said of them. */
export interface Text {
  file: Omit<FetchedFile, "bytes">;
  blocks: readonly Block[];
  /** Sentences for the head of the text. */
  notes: readonly string[];
}

/** Reads the words of attachments, and keeps them a while, so that a second part costs no second download. */
export interface Texts {
  /** The text of an attachment: kept, or read from the file that `fetch` brings. */
  of(ids: AttachmentIds, fetch: () => Promise<FetchedFile>, options: TextOptions): Promise<Text>;
}

export type TextOptions = Pick<Reading, "signal" | "progress">;

const keptMs = 10 * 60_000;
const keptChars = 8_000_000;

interface Kept {
  text: Text;
  chars: number;
  untilMs: number;
}

/** Texts, read by the worker at `worker`. */
export function createTexts(worker: URL): Texts {
  // In the order of their use: the first is the first to go.
  const kept = new Map<string, Kept>();

  return {
    async of(ids, fetch, options) {
      const key = JSON.stringify([
        ids.companyId.toLowerCase(),
        ids.connectionId,
        ids.customerId,
        ids.attachmentId,
      ]);
      const known = kept.get(key);
      kept.delete(key);
      if (known && known.untilMs > performance.now()) {
        kept.set(key, known);
        return known.text;
      }
      const { bytes, ...file } = await fetch();
      const { readWords } = await import("./words/read-words.ts");
      const words = await readWords({ bytes, type: file.type }, { worker, ...options });
      const text = { file, ...cleaned(words) };
      keep(key, text);
      return text;
    },
  };

  function keep(key: string, text: Text): void {
    const chars = text.blocks.reduce(
      (sum, block) => sum + ("line" in block ? block.line : block.mark).length,
      0,
    );
    kept.set(key, { text, chars, untilMs: performance.now() + keptMs });
    let all = [...kept.values()].reduce((sum, { chars }) => sum + chars, 0);
    for (const [oldest, { chars }] of kept) {
      if (all <= keptChars || oldest === key) return;
      kept.delete(oldest);
      all -= chars;
    }
  }
}

function cleaned({ blocks, notes }: Words): Omit<Text, "file"> {
  let removed = 0;
  const clean = (text: string) => {
    const result = withoutInvisible(text);
    removed += result.removed;
    return result.text;
  };
  const visible = blocks.map((block) =>
    "line" in block ? { line: clean(block.line) } : { mark: clean(block.mark).replace(/\s+/g, " ") },
  );
  if (removed === 0) return { blocks: visible, notes };
  const were = removed === 1 ? "1 invisible character was" : `${removed} invisible characters were`;
  return { blocks: visible, notes: [...notes, `${were} taken out.`] };
}
