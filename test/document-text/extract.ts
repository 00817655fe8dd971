import {
  type ExtractedText,
  type ExtractOptions,
  extractText,
  UnreadableFile,
} from "../../src/document-text/extract-text.ts";

/** The worker as it is built. */
export const builtWorker = new URL("../../dist/text-worker.mjs", import.meta.url);

/** The text of a file, once its worker is gone; a string is taken as UTF-8. */
export async function extract(
  file: Uint8Array | string,
  type: string,
  options: Partial<ExtractOptions> = {},
): Promise<ExtractedText> {
  const bytes = typeof file === "string" ? Buffer.from(file) : file;
  const { text, gone } = extractText(
    { bytes, type },
    { worker: builtWorker, signal: new AbortController().signal, ...options },
  );
  try {
    return await text;
  } finally {
    // Two at a time would take the memory of both.
    await gone;
  }
}

export const extractPdf = (file: Uint8Array, options?: Partial<ExtractOptions>) =>
  extract(file, "application/pdf", options);

/** Lines only, without the marks. */
export function linesOf({ blocks }: ExtractedText): string[] {
  return blocks.flatMap((block) => ("line" in block ? [block.line] : []));
}

export function marksOf({ blocks }: ExtractedText): string[] {
  return blocks.flatMap((block) => ("mark" in block ? [block.mark] : []));
}

/** The sentence with which an extraction was refused; anything but an UnreadableFile is rethrown. */
export async function refusal(extraction: Promise<ExtractedText>): Promise<string> {
  const error: unknown = await extraction.then(
    ({ blocks }) => new Error(`It was read: ${JSON.stringify(blocks).slice(0, 200)}`),
    (reason) => reason,
  );
  if (error instanceof UnreadableFile) return error.message;
  throw error;
}

/** A worker of this source, in place of the built one. */
export function workerOf(source: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}
