import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Unreadable } from "./types.ts";

/** The error of a job that needs a file of the package that is not there. `cannot` begins the sentence: `PDFs cannot be read`. */
export function notInstalled(cannot: string, file: string): Unreadable {
  return new Unreadable(
    `${cannot}, because the installation is incomplete: ${file} is missing next to main.mjs. The operator must install the whole package, not only main.mjs.`,
  );
}

/** Reads a file beside the worker's. Throws Unreadable if it is missing. */
export function readInstalled(file: string, cannot: string): Uint8Array {
  try {
    // Not node:fs/promises: each worker would take a millisecond to load it.
    return readFileSync(join(import.meta.dirname, file));
  } catch {
    throw notInstalled(cannot, file);
  }
}
