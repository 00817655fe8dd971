import { Unreadable } from "./types.ts";

/** The error of a job that needs a file of the package that is not there. `cannot` begins the sentence: `PDFs cannot be read`. */
export function notInstalled(cannot: string, file: string): Unreadable {
  return new Unreadable(
    `${cannot}, because the installation is incomplete: ${file} is missing next to main.mjs. The operator must install the whole package, not only main.mjs.`,
  );
}
