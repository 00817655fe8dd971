import type { CachePool } from "../../base/cache-pool.ts";
import { inSlices } from "../../base/event-loop.ts";
import { mebibyte } from "../../base/limits.ts";
import { TtlCache } from "../../base/ttl-cache.ts";
import type { Trace } from "../../codat/client.ts";
import type { Block, ExtractOptions } from "../../document-text/extract-text.ts";
import { type FileIds, fileKey } from "../file-ids.ts";
import { whileInFlight } from "../in-flight.ts";
import type { FetchedFile } from "../record.ts";
import type { TextGuard } from "./clean.ts";

/** The text of an attachment's file, and notes on it. */
export interface AttachmentText {
  file: Omit<FetchedFile, "bytes">;
  blocks: readonly Block[];
  /** Sentences to show before the text. */
  notes: readonly string[];
}

/** Extracts the text of attachments and caches it, so that a further part needs no second download. */
export interface TextCache {
  /** Extracts the text of a downloaded file. */
  extract(ids: FileIds, file: FetchedFile, options: TextOptions): Promise<AttachmentText>;
  /** The text that was extracted last, if it is still cached: for a further part or page of the same text, or a search in it. */
  get(ids: FileIds): AttachmentText | undefined;
}

type TextOptions = Pick<ExtractOptions, "signal" | "progress"> & { trace: Trace };

// The cost of a line in addition to its characters, which count two bytes each.
const blockBytes = 100;

const limits = {
  // A borrower's text is cached only for as long as a client may be reading it.
  ttlMs: 10 * 60_000,
  maxEntries: 10_000,
  maxBytes: 32 * mebibyte,
  sizeOf: bytesOf,
};

/** A cache of texts that the worker at `worker` extracts, without what a reader may not see. */
export function createTextCache(worker: URL, guard: TextGuard, pool?: CachePool): TextCache {
  const texts = new TtlCache<AttachmentText>({ ...limits, pool });
  return {
    extract: (ids, { bytes, ...file }, { trace, ...options }) =>
      whileInFlight(async (count) => {
        count(bytes.byteLength);
        trace.busyWith = "extracting text from files";
        try {
          const [{ extractInTurn }, { cleanText }] = await Promise.all([
            import("./extract.ts"),
            import("./clean.ts"),
          ]);
          const extracted = await extractInTurn({ bytes, type: file.type }, { worker, ...options });
          const text = { file, ...(await inSlices(cleanText(extracted, guard), options.signal)) };
          texts.set(fileKey(ids), text);
          return text;
        } finally {
          trace.busyWith = undefined;
        }
      }),
    get: (ids) => texts.get(fileKey(ids)),
  };
}

function bytesOf({ blocks }: AttachmentText): number {
  return blocks.reduce(
    (sum, block) => sum + blockBytes + 2 * ("line" in block ? block.line : block.mark).length,
    0,
  );
}
