import { rmSync } from "node:fs";

/** The temporary files that are being written. */
export const unfinished = new Set<string>();

/** Removes them, at once: for a process that ends in the middle of it. */
export function removeUnfinished(): void {
  for (const path of unfinished) rmSync(path, { force: true });
}
