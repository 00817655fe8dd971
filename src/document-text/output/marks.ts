/** The first word of every mark that this server puts into a text. A mark that begins with another word does not compile. */
export const markWords = [
  "attachments",
  "comment",
  "comments",
  "diagram",
  "endnote",
  "endnotes",
  "footer",
  "footnote",
  "footnotes",
  "header",
  "headers",
  "message",
  "notes",
  "page",
  "piece",
  "sheet",
  "slide",
  "symbol",
] as const;

export type MarkWord = (typeof markWords)[number];

/** A mark without its brackets: `page 3 of 12`, `sheet “Aged debt” (hidden)`. */
export type Mark = MarkWord | `${MarkWord}${" " | ","}${string}`;

/** A line, and the positions of its own marks. Every other bracket in it is the file's. */
export interface MarkedLine {
  line: string;
  marks?: readonly number[];
}

// A file cannot know it, so no bracket in a file can look like one of a mark. The noncharacter also makes it rare.
const secret = `\uFDD0${crypto.randomUUID()}`;

/** A mark within a line: `[footnote 2]`. `rest` may come from the file. */
export function inlineMark(word: MarkWord, rest = ""): string {
  const inner = rest.replace(/[[\]]/g, "");
  return `${openMark(word)}${inner && ` ${inner}`}]`;
}

/** The beginning of a mark that text of the file follows: `[footnote`. */
export function openMark(word: MarkWord): string {
  return `${secret}[${word}`;
}

/** A line as a reader made it, with the places of its marks. */
export function markedLine(text: string): MarkedLine {
  if (!text.includes(secret)) return { line: text };
  const [before = "", ...after] = text.split(secret);
  const marks: number[] = [];
  let line = before;
  for (const piece of after) {
    marks.push(line.length);
    line += piece;
  }
  return { line, marks };
}

const spacing = String.raw`[\s\u2800]*`;
const anyWord = `(?:${markWords.join("|")})`;
const forged = new RegExp(String.raw`[[\uFF3B](?=${spacing}${anyWord})`, "giu");
const wordFirst = new RegExp(`^${spacing}${anyWord}`, "iu");

/** A file's text in which no bracket opens a mark: `[page 9]` becomes `\[page 9]`. */
export function escapeMarks(text: string): string {
  return text.replace(forged, "\\$&");
}

/** Whether a bracket before this text would open a mark. */
export function beginsWithMarkWord(text: string): boolean {
  return wordFirst.test(text);
}

/** A mark's title in which every bracket is shown as the file's. */
export function escapeBrackets(title: string): string {
  return title.replace(/[[\]\uFF3B\uFF3D]/g, "\\$&");
}
