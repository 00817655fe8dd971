import { mebibyte } from "../../base/limits.ts";
import { TtlCache } from "../../base/ttl-cache.ts";
import { withoutInvisible } from "../../base/visible-text.ts";
import type { AttachmentIds } from "../../codat/routes.ts";
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

type TextOptions = Pick<ExtractOptions, "signal" | "progress">;

// What a line costs beside its characters, which are counted at two bytes each.
const blockBytes = 100;

const limits = {
  // A borrower's text is not kept for longer than somebody may be reading it.
  ttlMs: 10 * 60_000,
  maxEntries: 10_000,
  maxBytes: 32 * mebibyte,
  sizeOf: bytesOf,
};

/** A cache of texts that the worker at `worker` extracts, each line passed through `mask`. */
export function createTextCache(worker: URL, mask: (text: string) => string): TextCache {
  const texts = new TtlCache<AttachmentText>(limits);
  return {
    async extract(ids, fetch, options) {
      const { bytes, ...file } = await fetch();
      const { extractInTurn } = await import("./extract.ts");
      const extracted = await extractInTurn({ bytes, type: file.type }, { worker, ...options });
      const text = { file, ...cleaned(extracted, mask) };
      texts.set(keyOf(ids), text);
      return text;
    },
    get: (ids) => texts.get(keyOf(ids)),
  };
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
