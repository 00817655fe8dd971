import { notInstalled } from "./installed-file.ts";

/** Loads a file that scripts/build/worker.mjs keeps apart from the worker's. Throws Unreadable if it is missing. */
export function loadApart<T>(file: string, load: () => T): T {
  try {
    return load();
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND";
    throw isMissing ? notInstalled("This file cannot be read", file) : error;
  }
}
