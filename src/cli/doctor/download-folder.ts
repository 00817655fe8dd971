import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { codeOf } from "../../base/error-trace.ts";
import { type Check, failure, ok } from "./check.ts";

/** Whether files can be saved in a folder. Creates nothing. */
export async function downloadFolderCheck(folder: string): Promise<Check> {
  try {
    if (!(await stat(folder)).isDirectory()) return unusable("is not a directory");
    await access(folder, constants.W_OK | constants.X_OK);
    return ok("download_dir", "The folder in CODAT_DOWNLOAD_DIR is writable.");
  } catch (error) {
    const code = codeOf(error);
    return unusable(code === "ENOENT" ? "does not exist" : `is not writable${code && ` (${code})`}`);
  }
}

function unusable(why: string): Check {
  return failure(
    "download_dir",
    `The path in CODAT_DOWNLOAD_DIR ${why}.`,
    "Make it a folder that this server can write to, set another folder, or remove the variable.",
  );
}
