import type { CachePool } from "../base/cache-pool.ts";
import { mebibyte } from "../base/limits.ts";
import { TtlCache } from "../base/ttl-cache.ts";
import { type FileIds, fileKey } from "./file-ids.ts";
import type { FetchedFile } from "./record.ts";

/** A file whose pages are shown one by one. */
export interface ShownFile {
  file: FetchedFile;
  /** Why it has no text: a sentence. Undefined if that was not tried. */
  noText?: string | undefined;
}

/** Caches the file whose page was shown last, so that its next pages need no download, and no search for text. */
export interface ShownFiles {
  get(ids: FileIds): ShownFile | undefined;
  set(ids: FileIds, shown: ShownFile): void;
}

const maxBytes = 32 * mebibyte;

/** `maxEntries` is the number of clients that may be turning pages at the same time. */
export function createShownFiles({
  maxEntries = 1,
  pool,
}: {
  maxEntries?: number;
  pool?: CachePool;
} = {}): ShownFiles {
  // A borrower's file is kept only for as long as a client may be turning its pages.
  const sizeOf = ({ file }: ShownFile) => file.bytes.byteLength;
  const files = new TtlCache<ShownFile>({ ttlMs: 3 * 60_000, maxEntries, maxBytes, sizeOf, pool });
  return {
    get: (ids) => files.get(fileKey(ids)),
    set: (ids, shown) => {
      if (shown.file.bytes.byteLength <= maxBytes) files.set(fileKey(ids), shown);
    },
  };
}
