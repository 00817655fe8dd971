import { CodatError } from "../../src/codat/error.ts";
import { type Reading, readWords, type Words } from "../../src/document-text/extract-text.ts";

/** The worker as it is built. */
export const builtWorker = new URL("../../dist/text-worker.mjs", import.meta.url);

/** The words of a file; a text is taken as UTF-8. */
export function read(
  file: Uint8Array | string,
  type: string,
  reading: Partial<Reading> = {},
): Promise<Words> {
  const bytes = typeof file === "string" ? Buffer.from(file) : file;
  return readWords(
    { bytes, type },
    { worker: builtWorker, signal: new AbortController().signal, ...reading },
  );
}

export const readPdf = (file: Uint8Array, reading?: Partial<Reading>) =>
  read(file, "application/pdf", reading);

/** Lines alone, without the marks. */
export function linesOf({ blocks }: Words): string[] {
  return blocks.flatMap((block) => ("line" in block ? [block.line] : []));
}

export function marksOf({ blocks }: Words): string[] {
  return blocks.flatMap((block) => ("mark" in block ? [block.mark] : []));
}

/** The sentence with which a reading was refused; anything but an `unreadable` error is thrown on. */
export async function refusal(reading: Promise<Words>): Promise<string> {
  const error: unknown = await reading.then(
    ({ blocks }) => new Error(`It was read: ${JSON.stringify(blocks).slice(0, 200)}`),
    (reason) => reason,
  );
  if (error instanceof CodatError && error.kind === "unreadable") return error.message;
  throw error;
}

/** A worker of this source, in place of the built one. */
export function workerOf(source: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}
