import { closeSync, fstatSync, openSync, readFileSync, type Stats } from "node:fs";
import { constants, open } from "node:fs/promises";
import { mebibyte } from "../../base/limits.ts";
import { readEntries, TokensFileError } from "./token-entries.ts";
import type { TokenEntry } from "./token-entry.ts";

const groupOrOthersWrite = 0o022;
// Opening a pipe without a writer would otherwise never end.
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Reads the tokens file. Throws TokensFileError, or an error of the file system. */
export async function readTokensFile(path: string): Promise<readonly TokenEntry[]> {
  const file = await open(path, flags);
  try {
    check(await file.stat());
    return readEntries(await file.readFile("utf8"));
  } finally {
    await file.close();
  }
}

/** The same, for the start: a service with an invalid file must not exist. */
export function readTokensFileNow(path: string): readonly TokenEntry[] {
  const file = openSync(path, flags);
  try {
    check(fstatSync(file));
    return readEntries(readFileSync(file, "utf8"));
  } finally {
    closeSync(file);
  }
}

function check(status: Stats): void {
  const { mode, size } = status;
  if (!status.isFile()) throw new TokensFileError("the path is not that of a regular file");
  if (process.platform !== "win32" && (mode & groupOrOthersWrite) !== 0) {
    throw new TokensFileError(
      "others can write the file and so grant themselves access; run chmod go-w on it",
    );
  }
  if (size > mebibyte) throw new TokensFileError("the file is larger than 1 MiB");
}
