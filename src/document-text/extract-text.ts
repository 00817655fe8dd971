import { bounds } from "./bounds.ts";
import { type ExtractedText, type ExtractOptions, type Job, startJob } from "./job.ts";
import { restIsMissing } from "./output/sink.ts";
import type { Source } from "./types.ts";
import { UnreadableFile } from "./unreadable-file.ts";

export type { ExtractedText, ExtractOptions } from "./job.ts";
export type { Block, Source } from "./types.ts";
export { UnreadableFile } from "./unreadable-file.ts";

/** One file's extraction. */
export interface Extraction {
  /**
   * Rejects with UnreadableFile if no text was extracted, and with the signal's reason if it aborts. If the extraction
   * ended early, resolves with the text up to that point and a note.
   */
  text: Promise<ExtractedText>;
  /** Resolves when the worker's thread has exited, or has not exited for some seconds. Until then it may hold memory. */
  gone: Promise<void>;
}

/** Starts a worker that extracts a file's text; ends it at the bounds and when the signal aborts. Throws UnreadableFile. */
export function extractText(source: Source, options: ExtractOptions): Extraction {
  checkSize(source);
  const { answer, gone } = startJob(source, options);
  return { text: answer.then(textOf), gone };
}

/** Throws UnreadableFile for a file that can be rejected without a worker. */
export function checkSize({ bytes: { byteLength } }: Source): void {
  if (byteLength === 0) throw new UnreadableFile("empty", "This file is empty.");
  if (byteLength > bounds.fileBytes) {
    throw new UnreadableFile(
      "tooLarge",
      `This file has ${byteLength} bytes. Files of up to ${bounds.fileBytes} bytes are read.`,
    );
  }
}

function textOf({ text, failure }: Awaited<Job["answer"]>): ExtractedText {
  const hasText = text.blocks.some((block) => "line" in block);
  if (!hasText) {
    const sentence = [failure ?? "No text found in this file.", ...text.notes].join(" ");
    throw new UnreadableFile(text.gap?.reason ?? (failure ? "failed" : "noText"), sentence);
  }
  if (failure) {
    const sentence = `${failure} ${restIsMissing}`;
    text.notes.push(sentence);
    text.gap ??= { sentence, reason: "failed" };
  }
  return text;
}
