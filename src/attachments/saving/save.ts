import { createHash, randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, realpath, rename, stat, statfs, unlink } from "node:fs/promises";
import { join } from "node:path";
import { advice } from "../../base/advice.ts";
import { codeOf } from "../../base/error-trace.ts";
import { ToolError } from "../../base/tool-error.ts";
import type { Incoming } from "../../codat/attempt.ts";
import { fileNameOf, numbered } from "./file-name.ts";
import { tempFiles } from "./temp-files.ts";

/** A file that has been kept. */
export interface Saved {
  path: string;
  size: number;
  sha256: string;
  /** The first bytes, enough to tell the type. */
  head: Uint8Array;
  contentType: string | undefined;
  /** Whether it came compressed: then nothing tells whether it is whole. */
  compressed: boolean;
}

/** Takes a file in, by calling back with a reader for what arrives. */
export type Take = <T>(read: (incoming: Incoming) => Promise<T>) => Promise<T>;

const spareBytes = 16 * 1024 * 1024;
const headBytes = 256 * 1024;
// O_EXCL follows no link, and O_NOFOLLOW says so where the system has it.
const anew = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/**
 * Keeps a file in a folder, in constant memory: written under a temporary name, then given its own, made from `name`,
 * which overwrites nothing. Whatever breaks it leaves nothing behind.
 */
export async function save(
  folder: string,
  name: string | undefined,
  expectedBytes: number,
  take: Take,
  signal?: AbortSignal,
): Promise<Saved> {
  const real = await onDisk(() => folderOf(folder));
  await checkRoom(real, expectedBytes);
  const temporary = join(real, `.codat-${randomUUID()}.part`);
  const file = await onDisk(() => open(temporary, anew, 0o600));
  tempFiles.add(temporary);
  let path: string | undefined;
  try {
    const written = await take((incoming) => write(file, incoming));
    await onDisk(() => file.sync());
    await onDisk(() => file.close());
    // Cancelled by now, it would be a file that nobody was told of.
    signal?.throwIfAborted();
    path = await onDisk(() => settle(temporary, real, fileNameOf(name)));
    return { path, ...written };
  } finally {
    await file.close().catch(() => {});
    if (!path) await unlink(temporary).catch(() => {});
    tempFiles.delete(temporary);
  }
}

async function folderOf(folder: string): Promise<string> {
  const real = await realpath(folder);
  if ((await stat(real)).isDirectory()) return real;
  throw new ToolError("not_configured", "What CODAT_DOWNLOAD_DIR names is no folder.", {
    advice: advice.downloadFolder,
  });
}

async function checkRoom(folder: string, expectedBytes: number): Promise<void> {
  const { bavail, bsize } = await onDisk(() => statfs(folder));
  if (bavail * bsize < expectedBytes + spareBytes) throw noRoom();
}

async function write(
  file: FileHandle,
  { chunks, contentType, compressed }: Incoming,
): Promise<Omit<Saved, "path">> {
  // An attempt that was cut off may have written before this one.
  await onDisk(() => file.truncate(0));
  const hash = createHash("sha256");
  const heads: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    if (size < headBytes) heads.push(chunk.slice(0, headBytes - size));
    hash.update(chunk);
    await onDisk(() => writeAll(file, chunk, size));
    size += chunk.byteLength;
  }
  return { size, sha256: hash.digest("hex"), head: Buffer.concat(heads), contentType, compressed };
}

async function writeAll(file: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    const { bytesWritten } = await file.write(chunk, done, chunk.byteLength - done, position + done);
    done += bytesWritten;
  }
}

const mostNumbers = 1000;

// The name is taken by an empty file of ours first: rename alone would overwrite somebody else's.
async function settle(temporary: string, folder: string, name: string): Promise<string> {
  for (let number = 1; number <= mostNumbers; number++) {
    const path = join(folder, number === 1 ? name : numbered(name, number));
    try {
      await (await open(path, anew, 0o600)).close();
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
  throw new ToolError("not_configured", "There are a thousand files of that name in the download folder.", {
    advice: advice.emptyFolder,
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
      `The download folder cannot be written to${code ? ` (${code})` : ""}.`,
      {
        advice: advice.downloadFolder,
        cause: error,
      },
    );
  }
}
