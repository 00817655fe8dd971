import { rmSync } from "node:fs";

/** The temporary files that are being written, by path. */
export const tempFiles = new Set<string>();

/** Removes them synchronously: for a process that ends while it writes them. */
export function removeTempFiles(): void {
  for (const path of tempFiles) rmSync(path, { force: true });
}
