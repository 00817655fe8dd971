import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { codeOf } from "../../base/error-trace.ts";
import { type Check, failure, ok } from "./check.ts";

/** Whether files can be saved in a folder. Creates nothing. */
export async function downloadFolderCheck(folder: string): Promise<Check> {
  try {
    if (!(await stat(folder)).isDirectory()) return unusable("is no folder");
    await access(folder, constants.W_OK | constants.X_OK);
    return ok("download_dir", "The folder that CODAT_DOWNLOAD_DIR names can be written to.");
  } catch (error) {
    const code = codeOf(error);
    return unusable(code === "ENOENT" ? "does not exist" : `cannot be written to${code && ` (${code})`}`);
  }
}

function unusable(why: string): Check {
  return failure(
    "download_dir",
    `What CODAT_DOWNLOAD_DIR names ${why}.`,
    "Make it a folder that this server may write to, name another one, or take the variable away.",
  );
}
