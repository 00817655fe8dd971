import { bounds } from "../bounds.ts";
import { decode } from "../input/decode.ts";
import { type Reader, type Sink, type Source, Unreadable } from "../types.ts";

/** Plain text, Markdown, JSON: a line is a line. */
export const readText: Reader = (source, sink) => {
  for (const line of linesOf(textOf(source, sink))) sink.line(line);
};

/** XML as it is written. */
export const readXmlSource: Reader = (source, sink) => {
  for (const line of linesOf(textOf(source, sink, declaredEncoding(source.bytes)))) sink.line(line);
};

/** CSV and TSV, passed on as text: a line is a row, with the line breaks that stand in its quoted cells. */
export const readRows: Reader = (source, sink) => {
  for (const row of rowsOf(textOf(source, sink))) sink.line(row);
};

// What follows can never come out: a character takes four bytes at most.
const readBytes = 4 * bounds.characters + 4;

function textOf({ bytes }: Source, sink: Sink, label?: string): string {
  const { text, encoding } = decode(bytes.subarray(0, readBytes), label);
  if (text.includes("\0")) {
    throw new Unreadable(
      "This file is called text but holds binary data (NUL bytes): it has no words to read.",
    );
  }
  sink.note(`Encoding: ${encoding}.`);
  return text;
}

// An XML declaration that can be read byte by byte cannot be true if it says UTF-16.
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  const label = /^<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1];
  return label && !/^(utf-?16|ucs|unicode)/i.test(label) ? label : undefined;
}

/** The lines of a text, without their ends (CR LF, LF or CR); what a last line end closes is no further line. */
export function* linesOf(text: string): Generator<string> {
  let from = 0;
  while (from < text.length) {
    const end = lineEnd(text, from);
    yield text.slice(from, end);
    from = end + (text.startsWith("\r\n", end) ? 2 : 1);
  }
}

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) return at;
  }
  return text.length;
}

/** The rows of a CSV or TSV text: lines, joined where a line break stands in a quoted cell. */
export function* rowsOf(text: string): Generator<string> {
  let from = 0;
  while (from < text.length) {
    const end = rowEnd(text, from);
    yield text.slice(from, end);
    from = end + (text.startsWith("\r\n", end) ? 2 : 1);
  }
}

function rowEnd(text: string, from: number): number {
  // A quote opens a cell only as its first character.
  let begins = true;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\n" || character === "\r") return at;
    if (begins && character === '"') at = closingQuote(text, at) ?? at;
    begins = separators.has(character);
  }
  return text.length;
}

const separators = new Set([",", ";", "\t", "|"]);

// What Excel lets a cell hold. A quote left open for longer is a character like another and takes no further line.
const longestCell = 32_767;

function closingQuote(text: string, opening: number): number | undefined {
  for (let at = opening + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0 || at - opening > longestCell) return undefined;
    if (text.charAt(at + 1) !== '"') return at;
  }
}
