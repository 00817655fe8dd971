import {
  type ExtractedText,
  type ExtractOptions,
  extractText,
  UnreadableFile,
} from "../../src/document-text/extract-text.ts";

/** The built worker. */
export const builtWorker = new URL("../../dist/document-worker.cjs", import.meta.url);

/** Returns a file's text after its worker has ended. A string is encoded as UTF-8. */
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
    // Two workers at a time would add up their memory.
    await gone;
  }
}

export const extractPdf = (file: Uint8Array, options?: Partial<ExtractOptions>) =>
  extract(file, "application/pdf", options);

/** Returns only the lines, without the marks. */
export function linesOf({ blocks }: ExtractedText): string[] {
  return blocks.flatMap((block) => ("line" in block ? [block.line] : []));
}

export function marksOf({ blocks }: ExtractedText): string[] {
  return blocks.flatMap((block) => ("mark" in block ? [block.mark] : []));
}

/** Returns the sentence of an UnreadableFile; rethrows any other error. */
export async function refusal(extraction: Promise<ExtractedText>): Promise<string> {
  const error: unknown = await extraction.then(
    ({ blocks }) => new Error(`It was read: ${JSON.stringify(blocks).slice(0, 200)}`),
    (reason) => reason,
  );
  if (error instanceof UnreadableFile) return error.message;
  throw error;
}

/** A worker with this source, in place of the built one. */
export function workerOf(source: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}
