import { stat } from "node:fs/promises";
import { basename } from "node:path/posix";
import { incompleteInstall, installWholePackage } from "../../base/incomplete-install.ts";
import { type Check, failure, ok } from "./check.ts";

/** Whether every file of the package that is loaded only when needed is there. */
export async function installationCheck(files: readonly URL[]): Promise<Check> {
  const found = await Promise.all(
    files.map((file) =>
      stat(file).then(
        (status) => status.isFile() && status.size > 0,
        () => false,
      ),
    ),
  );
  const missing = files.filter((_, nth) => !found[nth]).map(({ pathname }) => basename(pathname));
  if (missing.length === 0) return ok("installation", "All files of the package are installed.");
  return failure("installation", incompleteInstall(missing), installWholePackage);
}
