import { Unreadable } from "./types.ts";

/** The error of a job that needs a file of the package that is not there. `cannot` begins the sentence: `PDFs cannot be read`. */
export function notInstalled(cannot: string, file: string): Unreadable {
  return new Unreadable(
    `${cannot}, because the installation is incomplete: ${file} is missing next to main.mjs. The operator must install the whole package, not only main.mjs.`,
  );
}

/** Loads a file that the build keeps apart from the worker's. Throws Unreadable if it is missing. */
export function loadApart<T>(file: string, load: () => T): T {
  try {
    return load();
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND";
    throw isMissing ? notInstalled("This file cannot be read", file) : error;
  }
}
