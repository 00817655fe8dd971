import { hasPassword, Unreadable } from "../../types.ts";
import { word95 } from "../../unsupported.ts";

const word97 = 0xa5ec;
const word6 = 0xa5dc;
const firstOfWord97 = 101;

/** The parts of a document's text, in their order in the file. Lengths are in characters. */
export const stories = [
  "body",
  "footnotes",
  "headers",
  "macros",
  "comments",
  "endnotes",
  "textBoxes",
  "headerTextBoxes",
] as const;

export type Story = (typeof stories)[number];

/** The header of a `WordDocument` stream ([MS-DOC] 2.5). */
export interface FileInformation {
  lengths: Readonly<Record<Story, number>>;
  tableStream: "0Table" | "1Table";
  /** The range of a table in the table stream. */
  table(which: keyof typeof tables): { from: number; length: number };
}

const flagsAt = 0x0a;
const isEncrypted = 0x0100;
const usesTable1 = 0x0200;
const lengthsAt = 0x4c;
const tablesAt = 0x9a;
const tables = {
  styles: 1,
  headers: 11,
  characterProperties: 12,
  paragraphProperties: 13,
  fonts: 15,
  pieces: 33,
} as const;

/** Throws Unreadable for a file from before Word 97 and for an encrypted file. */
export function readFileInformation(document: Buffer): FileInformation {
  const magic = document.length >= 0x1aa ? document.readUInt16LE(0) : 0;
  const version = magic === 0 ? 0 : document.readUInt16LE(2);
  if (magic === word6 || (magic === word97 && version < firstOfWord97)) throw new Unreadable(word95);
  if (magic !== word97) throw new Unreadable(broken);
  const flags = document.readUInt16LE(flagsAt);
  if (flags & isEncrypted) throw new Unreadable(hasPassword);
  const lengths = stories.map((story, at) => [story, Math.max(0, document.readInt32LE(lengthsAt + 4 * at))]);
  return {
    lengths: Object.fromEntries(lengths),
    tableStream: flags & usesTable1 ? "1Table" : "0Table",
    table(which) {
      const at = tablesAt + 8 * tables[which];
      return { from: document.readUInt32LE(at), length: document.readUInt32LE(at + 4) };
    },
  };
}

export const broken =
  "This Word file is broken: its text cannot be located. Ask the borrower to open it in Word and save it as DOCX or PDF.";
