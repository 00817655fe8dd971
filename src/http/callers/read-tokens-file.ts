import { constants, open } from "node:fs/promises";
import { mebibyte } from "../../base/limits.ts";
import { readEntries, TokensFileError } from "./token-entries.ts";
import type { TokenEntry } from "./token-entry.ts";

const groupOrOthersWrite = 0o022;

/** Reads the tokens file. Throws TokensFileError, or an error of the file system. */
export async function readTokensFile(path: string): Promise<readonly TokenEntry[]> {
  // Opening a pipe without a writer would otherwise never end.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const status = await file.stat();
    if (!status.isFile()) throw new TokensFileError("the path is not that of a regular file");
    if (process.platform !== "win32" && (status.mode & groupOrOthersWrite) !== 0) {
      throw new TokensFileError(
        "others can write the file and so grant themselves access; run chmod go-w on it",
      );
    }
    if (status.size > mebibyte) throw new TokensFileError("the file is larger than 1 MiB");
    return readEntries(await file.readFile("utf8"));
  } finally {
    await file.close();
  }
}
