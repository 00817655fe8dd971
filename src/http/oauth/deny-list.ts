import { readFile } from "node:fs/promises";
import { codeOf } from "../../base/error-trace.ts";
import type { Log } from "../../base/log.ts";
import { SettingError } from "../../settings/index.ts";
import { type FileStamp, stampOf } from "../callers/file-stamp.ts";

/** The tokens and people that are denied, read again when the file changes. */
export interface DenyList {
  /** Each denied `jti` and `sub`; undefined while the file cannot be read. */
  read(): Promise<ReadonlySet<string> | undefined>;
}

/** Reads the file. Throws SettingError if that fails now. */
export async function openDenyList(path: string, log: Log): Promise<DenyList> {
  let stamp: FileStamp | undefined;
  let denied: ReadonlySet<string> | undefined;
  const update = async () => {
    const found = await stampOf(path);
    if (found && found.text === stamp?.text && denied) return;
    try {
      denied = linesIn(await readFile(path, "utf8"));
      stamp = found;
    } catch (error) {
      if (denied || !stamp) log("error", "deny_file", { code: codeOf(error) });
      denied = undefined;
      stamp = undefined;
    }
  };
  await update();
  if (!denied) throw new SettingError("CODAT_OAUTH_DENY_FILE cannot be read. Create it; it may be empty.");
  return {
    async read() {
      await update();
      return denied;
    },
  };
}

function linesIn(text: string): ReadonlySet<string> {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n?|\n/);
  return new Set(lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#")));
}
