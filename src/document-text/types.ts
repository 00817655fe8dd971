import { bounds } from "./bounds.ts";
import type { Mark, MarkedLine } from "./output/marks.ts";

/** A file and its MIME type, detected from its bytes. */
export interface Source {
  bytes: Uint8Array;
  type: string;
}

/** A section's mark, or a line, paragraph or row of the section. */
export type Block = { mark: string } | MarkedLine;

/** Receives the content that a reader finds. Throws once a bound is exceeded. */
export interface Sink {
  /** Begins a page, sheet, slide or other section: `page 3 of 12`, `sheet “Aged debt” (hidden)`. */
  mark(title: Mark): void;
  /** Writes a line, a paragraph or a whole table row: the unit that parts of a text keep together. */
  line(text: string): void;
  /** Adds a sentence above the text: its encoding, or what is omitted and why. */
  note(sentence: string): void;
  /** Reports progress, such as `page`, 3, 12. */
  progress(what: string, done: number, total: number): void;
}

export type Reader = (source: Source, sink: Sink) => void | Promise<void>;

/** Thrown by a reader if a file has no readable text. The message gives the reason and, if possible, what to do. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** Thrown by a reader that has read a file to its end, or knows by its type, that it has no text. */
export class NoText extends Unreadable {}

/** The reason for a password-protected file. */
export const hasPassword = "This file is password-protected. Ask the borrower for a copy without a password.";

/** The reason for a workbook over the bound on cells. */
export const tooManyCells = `This workbook has more than ${bounds.cells.toLocaleString("en")} cells. Ask the borrower for only the relevant sheet.`;
