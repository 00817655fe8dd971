import { codeOf } from "../../base/error-trace.ts";
import type { Log } from "../../base/log.ts";
import { SettingError } from "../../settings/index.ts";
import { coarsestStampMs, type FileStamp, stampOf } from "../callers/file-stamp.ts";
import { FileError, readGuardedFile, readGuardedFileNow } from "../callers/read-file.ts";

/** The tokens and people that are denied, read again when the file changes. */
export interface DenyList {
  /** Each denied `jti` and `sub`; undefined while the file cannot be read. */
  read(): Promise<ReadonlySet<string> | undefined>;
}

/** Reads the file. Throws SettingError if that fails now. */
export function openDenyList(path: string, log: Log): DenyList {
  let stamp: FileStamp | undefined;
  let readAtMs = 0;
  let denied: ReadonlySet<string> | undefined = readFirst(path);
  const update = async () => {
    const found = await stampOf(path);
    const isSame = found !== undefined && found.text === stamp?.text;
    if (denied && isSame && found.modifiedAtMs <= readAtMs - coarsestStampMs) return;
    readAtMs = Date.now();
    try {
      denied = linesIn(await readGuardedFile(path));
      stamp = found;
    } catch (error) {
      if (denied) log("error", "deny_file", { problem: problemOf(error) });
      denied = undefined;
    }
  };
  return {
    async read() {
      await update();
      return denied;
    },
  };
}

function readFirst(path: string): ReadonlySet<string> {
  try {
    return linesIn(readGuardedFileNow(path));
  } catch (error) {
    throw new SettingError(`CODAT_OAUTH_DENY_FILE: ${problemOf(error)}.`);
  }
}

function problemOf(error: unknown): string {
  if (error instanceof FileError) return error.message;
  const code = codeOf(error);
  return code === "ENOENT"
    ? "the file does not exist; create it, it may be empty"
    : `the file cannot be read (${code})`;
}

function linesIn(text: string): ReadonlySet<string> {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n?|\n/);
  return new Set(lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#")));
}
