import { createHash, randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, realpath, rename, stat, statfs, unlink } from "node:fs/promises";
import { join } from "node:path";
import { advice } from "../../base/advice.ts";
import { codeOf } from "../../base/error-trace.ts";
import { mebibyte } from "../../base/limits.ts";
import { ToolError } from "../../base/tool-error.ts";
import type { Incoming } from "../../codat/attempt.ts";
import { fileNameOf, numbered } from "./file-name.ts";
import { markAsDownloaded } from "./quarantine.ts";
import { tempFiles } from "./temp-files.ts";

/** A saved file. */
export interface Saved {
  path: string;
  size: number;
  sha256: string;
  /** The first bytes, enough to detect the type. */
  head: Uint8Array;
  contentType: string | undefined;
  /** Whether the download was compressed. Its completeness cannot be verified then. */
  compressed: boolean;
  /** Whether it is marked as downloaded; undefined where the system has no such mark. */
  isMarked: boolean | undefined;
}

/** Downloads a file and passes the incoming data to `read`. */
export type Take = <T>(read: (incoming: Omit<Incoming, "status">) => Promise<T>) => Promise<T>;

const spareBytes = 16 * mebibyte;
const headBytes = 256 * 1024;
// O_EXCL does not follow links. O_NOFOLLOW makes this explicit where the system supports it.
const createNew = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/**
 * Saves a file in a directory, in constant memory. Writes to a temporary file, then renames it to a name made from `name`
 * that overwrites nothing. A failure leaves no file behind.
 */
export async function save(
  directory: string,
  name: string | undefined,
  expectedBytes: number,
  take: Take,
  signal?: AbortSignal,
): Promise<Saved> {
  const real = await onDisk(() => directoryOf(directory));
  await checkRoom(real, expectedBytes);
  const temporary = join(real, `.codat-${randomUUID()}.part`);
  const file = await onDisk(() => open(temporary, createNew, 0o600));
  tempFiles.add(temporary);
  let path: string | undefined;
  try {
    const written = await take((incoming) => write(file, incoming));
    await onDisk(() => file.sync());
    await onDisk(() => file.close());
    const isMarked = await markAsDownloaded(temporary);
    // After a cancellation, no result would report the saved file.
    signal?.throwIfAborted();
    path = await onDisk(() => settle(temporary, real, fileNameOf(name)));
    return { path, ...written, isMarked };
  } finally {
    await file.close().catch(() => {});
    if (!path) await unlink(temporary).catch(() => {});
    tempFiles.delete(temporary);
  }
}

async function directoryOf(directory: string): Promise<string> {
  const real = await realpath(directory);
  if ((await stat(real)).isDirectory()) return real;
  throw new ToolError("not_configured", "CODAT_DOWNLOAD_DIR is not a directory.", {
    advice: advice.downloadDirectory,
  });
}

async function checkRoom(directory: string, expectedBytes: number): Promise<void> {
  const { bavail, bsize } = await onDisk(() => statfs(directory));
  if (bavail * bsize < expectedBytes + spareBytes) throw noRoom();
}

async function write(
  file: FileHandle,
  { chunks, contentType, compressed }: Omit<Incoming, "status">,
): Promise<Omit<Saved, "path" | "isMarked">> {
  // An interrupted earlier attempt may have written data.
  await onDisk(() => file.truncate(0));
  const hash = createHash("sha256");
  const headChunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    if (size < headBytes) headChunks.push(chunk.slice(0, headBytes - size));
    hash.update(chunk);
    await onDisk(() => writeAll(file, chunk, size));
    size += chunk.byteLength;
  }
  return { size, sha256: hash.digest("hex"), head: Buffer.concat(headChunks), contentType, compressed };
}

async function writeAll(file: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    const { bytesWritten } = await file.write(chunk, done, chunk.byteLength - done, position + done);
    done += bytesWritten;
  }
}

const maxNumbers = 1000;

// An empty file reserves the name first: rename by itself would overwrite an existing file.
async function settle(temporary: string, directory: string, name: string): Promise<string> {
  for (let number = 1; number <= maxNumbers; number++) {
    const path = join(directory, number === 1 ? name : numbered(name, number));
    try {
      await (await open(path, createNew, 0o600)).close();
    } catch (error) {
      if (codeOf(error) === "EEXIST") continue;
      throw error;
    }
    try {
      await rename(temporary, path);
      return path;
    } catch (error) {
      await unlink(path).catch(() => {});
      throw error;
    }
  }
  throw new ToolError("not_configured", "The download directory already has 1000 files with this name.", {
    advice: advice.emptyDirectory,
  });
}

function noRoom(cause?: unknown): ToolError {
  return new ToolError("too_large", "There is not enough free space on the disk for this file.", {
    advice: advice.diskSpace,
    cause,
  });
}

async function onDisk<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof ToolError) throw error;
    const code = codeOf(error);
    if (code === "ENOSPC" || code === "EDQUOT") throw noRoom(error);
    throw new ToolError(
      "not_configured",
      `Cannot write to the download directory${code ? ` (${code})` : ""}.`,
      {
        advice: advice.downloadDirectory,
        cause: error,
      },
    );
  }
}
