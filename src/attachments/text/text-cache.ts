import { withoutInvisible } from "../../base/visible-text.ts";
import type { AttachmentIds } from "../../codat/attachment.ts";
import type { Block, ExtractedText, ExtractOptions } from "../../document-text/extract-text.ts";
import type { FetchedFile } from "../record.ts";
import { fenceable } from "./fence.ts";

/** The text of an attachment's file, and what is to be said of it. */
export interface AttachmentText {
  file: Omit<FetchedFile, "bytes">;
  blocks: readonly Block[];
  /** Sentences for the head of the text. */
  notes: readonly string[];
}

/** Extracts the text of attachments, and keeps it a while, so that a second part costs no second download. */
export interface TextCache {
  /** The text of an attachment, extracted from the file that `fetch` returns. */
  extract(
    ids: AttachmentIds,
    fetch: () => Promise<FetchedFile>,
    options: TextOptions,
  ): Promise<AttachmentText>;
  /** The text as it was extracted last, if it is still kept: for a further part of the same. */
  get(ids: AttachmentIds): AttachmentText | undefined;
}

export type TextOptions = Pick<ExtractOptions, "signal" | "progress">;

const keptMs = 10 * 60_000;
const keptBytes = 32 * 1024 * 1024;
// What a line costs beside its characters, which are counted at two bytes each.
const blockBytes = 100;

interface Kept {
  text: AttachmentText;
  bytes: number;
  untilMs: number;
}

/** A cache of texts that the worker at `worker` extracts, each line passed through `mask`. */
export function createTextCache(worker: URL, mask: (text: string) => string): TextCache {
  // In the order of their reading: the first is the first to go.
  const all = new Map<string, Kept>();

  return {
    async extract(ids, fetch, options) {
      const { bytes, ...file } = await fetch();
      const { extractInTurn } = await import("./extract.ts");
      const extracted = await extractInTurn({ bytes, type: file.type }, { worker, ...options });
      const text = { file, ...cleaned(extracted, mask) };
      keep(keyOf(ids), text);
      return text;
    },
    get(ids) {
      dropOld();
      return all.get(keyOf(ids))?.text;
    },
  };

  function keep(key: string, text: AttachmentText): void {
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

function bytesOf({ blocks }: AttachmentText): number {
  return blocks.reduce(
    (sum, block) => sum + blockBytes + 2 * ("line" in block ? block.line : block.mark).length,
    0,
  );
}

function cleaned(
  { blocks, notes }: ExtractedText,
  mask: (text: string) => string,
): Omit<AttachmentText, "file"> {
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
