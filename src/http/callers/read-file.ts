import { closeSync, fstatSync, openSync, readFileSync, type Stats } from "node:fs";
import { constants, open } from "node:fs/promises";
import { mebibyte } from "../../base/limits.ts";

/** Thrown for a file that the operator should not use. The message is a sentence without its period. */
export class FileError extends Error {
  override readonly name: string = "FileError";
}

const groupOrOthersWrite = 0o022;
// Opening a pipe without a writer would otherwise never end.
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Reads a file that decides who may call. Rejects with FileError, or an error of the file system. */
export async function readGuardedFile(path: string): Promise<string> {
  const file = await open(path, flags);
  try {
    check(await file.stat());
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

/** The same, for the start: a service with an invalid file must not exist. */
export function readGuardedFileNow(path: string): string {
  const file = openSync(path, flags);
  try {
    check(fstatSync(file));
    return readFileSync(file, "utf8");
  } finally {
    closeSync(file);
  }
}

function check(status: Stats): void {
  const { mode, size } = status;
  if (!status.isFile()) throw new FileError("the path is not that of a regular file");
  if (process.platform !== "win32" && (mode & groupOrOthersWrite) !== 0) {
    throw new FileError("others can write the file and so grant themselves access; run chmod go-w on it");
  }
  if (size > mebibyte) throw new FileError("the file is larger than 1 MiB");
}
