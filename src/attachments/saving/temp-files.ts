import { rmSync } from "node:fs";

/** The paths of temporary files that are being written. */
export const tempFiles = new Set<string>();

/** Removes them synchronously, for a process that exits while it writes them. */
export function removeTempFiles(): void {
  for (const path of tempFiles) rmSync(path, { force: true });
}
