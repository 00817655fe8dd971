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

export function createShownFiles(): ShownFiles {
  // A borrower's file is kept only for as long as a client may be turning its pages.
  const files = new TtlCache<ShownFile>({ ttlMs: 3 * 60_000, maxEntries: 1 });
  return {
    get: (ids) => files.get(fileKey(ids)),
    set: (ids, shown) => {
      if (shown.file.bytes.byteLength <= maxBytes) files.set(fileKey(ids), shown);
    },
  };
}
