import { bounds } from "./bounds.ts";
import type { Mark, MarkedLine } from "./output/marks.ts";

/** A file, and its type by its bytes. */
export interface Source {
  bytes: Uint8Array;
  type: string;
}

/** A section's mark, or a line, paragraph or row that belongs to it. */
export type Block = { mark: string } | MarkedLine;

/** Takes what a reader finds, as it finds it. Throws once the bounds are passed. */
export interface Sink {
  /** Begins a page, sheet, slide or other section: `page 3 of 12`, `sheet “Aged debt” (hidden)`. */
  mark(title: Mark): void;
  /** A line, a paragraph or a whole table row: what is never split in two. */
  line(text: string): void;
  /** A sentence for the head of the text: its encoding, what is left out and why. */
  note(sentence: string): void;
  /** How far the reading is, as `page`, 3, 12. */
  progress(what: string, done: number, total: number): void;
}

export type Reader = (source: Source, sink: Sink) => void | Promise<void>;

/** Thrown by a reader where a file has no text. Its message is a whole sentence that says why, and what to do where something can be done. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** Why a file that somebody protected cannot be read. */
export const hasPassword = "This file has a password. Ask the borrower for a copy without one.";

/** Why a workbook is too large to be read. */
export const tooManyCells = `This workbook has more than ${bounds.cells.toLocaleString("en")} cells. Ask the borrower for the sheet that matters alone.`;
