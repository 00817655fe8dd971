import { withoutInvisible } from "../../base/visible-text.ts";
import type { AttachmentIds } from "../../codat/attachment.ts";
import type { Reading, Words } from "../../document-text/job.ts";
import type { FetchedFile } from "../record.ts";
import { fenceable } from "./fence.ts";
import type { Block } from "./parts.ts";

/** The words of a file, and what is to be said of them. */
export interface Text {
  file: Omit<FetchedFile, "bytes">;
  blocks: readonly Block[];
  /** Sentences for the head of the text. */
  notes: readonly string[];
}

/** Reads the words of attachments, and keeps them a while, so that a second part costs no second download. */
export interface Texts {
  /** The text of an attachment, read from the file that `fetch` brings. */
  read(ids: AttachmentIds, fetch: () => Promise<FetchedFile>, options: TextOptions): Promise<Text>;
  /** The text as it was read last, if that is still kept: for a further part of the same. */
  kept(ids: AttachmentIds): Text | undefined;
}

type TextOptions = Pick<Reading, "signal" | "progress">;

const keptMs = 10 * 60_000;
const keptBytes = 32 * 1024 * 1024;
// What a line costs beside its characters, which are counted at two bytes each.
const blockBytes = 100;

interface Kept {
  text: Text;
  bytes: number;
  untilMs: number;
}

/** Texts, read by the worker at `worker`, each line passed through `mask`. */
export function createTexts(worker: URL, mask: (text: string) => string): Texts {
  // In the order of their reading: the first is the first to go.
  const all = new Map<string, Kept>();

  return {
    async read(ids, fetch, options) {
      const { bytes, ...file } = await fetch();
      const { readWords } = await import("../../document-text/extract-text.ts");
      const words = await readWords({ bytes, type: file.type }, { worker, ...options });
      const text = { file, ...cleaned(words, mask) };
      keep(keyOf(ids), text);
      return text;
    },
    kept(ids) {
      dropOld();
      return all.get(keyOf(ids))?.text;
    },
  };

  function keep(key: string, text: Text): void {
    all.delete(key);
    all.set(key, { text, bytes: bytesOf(text), untilMs: performance.now() + keptMs });
    dropOld();
    // A borrower's text is not kept for longer than somebody may be reading it.
    setTimeout(dropOld, keptMs + 1000).unref();
  }

  function dropOld(): void {
    let bytes = [...all.values()].reduce((sum, kept) => sum + kept.bytes, 0);
    for (const [key, kept] of all) {
      const isLast = all.size === 1;
      if (kept.untilMs > performance.now() && (bytes <= keptBytes || isLast)) continue;
      all.delete(key);
      bytes -= kept.bytes;
    }
  }
}

function keyOf({ companyId, connectionId, customerId, attachmentId }: AttachmentIds): string {
  return JSON.stringify([companyId.toLowerCase(), connectionId, customerId, attachmentId]);
}

function bytesOf({ blocks }: Text): number {
  return blocks.reduce(
    (sum, block) => sum + blockBytes + 2 * ("line" in block ? block.line : block.mark).length,
    0,
  );
}

function cleaned({ blocks, notes }: Words, mask: (text: string) => string): Omit<Text, "file"> {
  let removed = 0;
  const clean = (text: string) => {
    const result = withoutInvisible(text);
    removed += result.removed;
    return mask(result.text);
  };
  const visible = blocks.map((block) =>
    "line" in block
      ? { line: fenceable(clean(block.line)) }
      : { mark: clean(block.mark).replace(/\s+/g, " ") },
  );
  if (removed === 0) return { blocks: visible, notes };
  const were = removed === 1 ? "1 invisible character was" : `${removed} invisible characters were`;
  return { blocks: visible, notes: [...notes, `${were} taken out.`] };
}
