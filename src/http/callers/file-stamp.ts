import { stat } from "node:fs/promises";

/** A file system can give two changes within this time the same stamp. */
export const coarsestStampMs = 3_000;

/** What changes when a file is replaced, rewritten, or gets another mode. */
export interface FileStamp {
  text: string;
  modifiedAtMs: number;
}

/** The stamp of a file; undefined if it cannot be read. */
export async function stampOf(path: string): Promise<FileStamp | undefined> {
  try {
    const { dev, ino, size, mode, mtimeNs, ctimeNs, mtimeMs } = await stat(path, { bigint: true });
    return { text: [dev, ino, size, mode, mtimeNs, ctimeNs].join(" "), modifiedAtMs: Number(mtimeMs) };
  } catch {
    return undefined;
  }
}
