import { bounds } from "../bounds.ts";
import { decode, encodingNote } from "../input/decode.ts";
import { declaredXmlEncoding } from "../input/xml-declaration.ts";
import { type Reader, type Sink, type Source, Unreadable } from "../types.ts";

/** Plain text, Markdown and JSON, line by line. */
export const readText: Reader = (source, sink) => {
  for (const line of linesOf(textOf(source, sink))) sink.line(line);
};

/** XML source, unchanged. */
export const readXmlSource: Reader = (source, sink) => {
  for (const line of linesOf(textOf(source, sink, declaredXmlEncoding(source.bytes)))) sink.line(line);
};

/** CSV and TSV as text, row by row. A row includes the line breaks in its quoted cells. */
export const readRows: Reader = (source, sink) => {
  for (const row of rowsOf(textOf(source, sink))) sink.line(row);
};

// Later bytes are always over the bound: a character takes at most four bytes.
const maxBytes = 4 * bounds.characters + 4;

function textOf({ bytes }: Source, sink: Sink, label?: string): string {
  const decoded = decode(bytes.subarray(0, maxBytes), label);
  const { text } = decoded;
  const zeros = text.split("\0").length - 1;
  // Some programs fill up records or files with NUL. Binary data also has other control characters.
  if (zeros > 0 && (zeros === text.length || isBinary(text))) {
    throw new Unreadable(
      "This file is labeled text but contains binary data (NUL bytes). No text found. Ask the borrower for the document as PDF.",
    );
  }
  sink.note(encodingNote(decoded));
  if (zeros > 0) sink.note("NUL characters in the text are omitted.");
  return withoutDosEnd(zeros > 0 ? text.replaceAll("\0", "") : text);
}

function isBinary(text: string): boolean {
  return controls.test(text.replaceAll("\0", "").replaceAll("\u001a", "").replace(/\s+/g, ""));
}

const controls = /[\p{Cc}\uFFFD]/u;

// DOS programs end a text with this character.
function withoutDosEnd(text: string): string {
  return text.endsWith("\u001a") ? text.slice(0, -1) : text;
}

/** The lines of a text, without line ends (CR LF, LF or CR). A final line end starts no further line. */
export function* linesOf(text: string): Generator<string> {
  const lineEnd = lineEndsIn(text);
  let from = 0;
  while (from < text.length) {
    const end = lineEnd(from);
    yield text.slice(from, end);
    from = end + (text.startsWith("\r\n", end) ? 2 : 1);
  }
}

/** Finds the next one from a place that only moves on; the text's length if there is none. */
type Next = (from: number) => number;

// The search of a string is native. A loop over its characters runs on cold code in each worker.
function placesOf(sign: string, text: string): Next {
  let at = -1;
  return (from) => {
    if (at < from) at = text.indexOf(sign, from);
    if (at < 0) at = text.length;
    return at;
  };
}

function lineEndsIn(text: string): Next {
  const lineFeed = placesOf("\n", text);
  const carriageReturn = placesOf("\r", text);
  return (from) => Math.min(lineFeed(from), carriageReturn(from));
}

/** The rows of a CSV or TSV text. Lines are joined if the line break is in a quoted cell. */
export function* rowsOf(text: string): Generator<string> {
  const lineEnd = lineEndsIn(text);
  const quote = placesOf('"', text);
  let from = 0;
  while (from < text.length) {
    const end = rowEnd(text, from, lineEnd, quote);
    yield text.slice(from, end);
    from = end + (text.startsWith("\r\n", end) ? 2 : 1);
  }
}

function rowEnd(text: string, row: number, lineEnd: Next, quote: Next): number {
  for (let from = row; ; ) {
    const end = lineEnd(from);
    const opening = quote(from);
    if (opening >= end) return end;
    // A quote counts only as the first character of a cell.
    const begins = opening === row || separators.includes(text.charAt(opening - 1));
    from = ((begins && closingQuote(text, opening)) || opening) + 1;
  }
}

const separators = ",;\t|";

// Excel's limit for a cell. A quote that is not closed within it is an ordinary character and joins no lines.
const maxCellLength = 32_767;

function closingQuote(text: string, opening: number): number | undefined {
  for (let at = opening + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0 || at - opening > maxCellLength) return undefined;
    if (text.charAt(at + 1) !== '"') return at;
  }
}
