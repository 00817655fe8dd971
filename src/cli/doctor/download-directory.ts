import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { codeOf } from "../../base/error-trace.ts";
import { type Check, failure, ok } from "./check.ts";

/** Whether files can be saved in a directory. Creates nothing. */
export async function downloadDirectoryCheck(path: string): Promise<Check> {
  try {
    if (!(await stat(path)).isDirectory()) return unusable("is not a directory");
    await access(path, constants.W_OK | constants.X_OK);
    return ok("download_dir", "The directory in CODAT_DOWNLOAD_DIR is writable.");
  } catch (error) {
    const code = codeOf(error);
    return unusable(code === "ENOENT" ? "does not exist" : `is not writable${code && ` (${code})`}`);
  }
}

function unusable(why: string): Check {
  return failure(
    "download_dir",
    `The path in CODAT_DOWNLOAD_DIR ${why}.`,
    "Make it a directory that this server can write to, set another directory, or remove the variable.",
  );
}
