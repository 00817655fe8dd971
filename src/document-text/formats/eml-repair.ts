import { isUtf8 } from "node:buffer";
import { asBuffer } from "../input/as-buffer.ts";
import { type Decoded, decode, encodingNote } from "../input/decode.ts";
import { MailHeaders } from "./eml-headers.ts";
import { declaredHtmlEncoding } from "./html/encoding.ts";

export interface RepairedMail {
  bytes: Uint8Array;
  /** Sentences on encodings that had to be guessed. */
  notes: readonly string[];
}

/**
 * Rewrites what the parser would misread: text in encodings that it does not know or that a part declares wrongly, headers
 * beyond ASCII that are not UTF-8, headers without an empty line after them, and boundaries that the message does not use.
 */
export function repairMail(bytes: Uint8Array): RepairedMail {
  const notes = new Set<string>();
  const text = withLineFeeds(
    asBuffer(bytes)
      .toString("latin1")
      .replace(/^(\u00ef\u00bb\u00bf)?\s+/, "$1"),
  );
  const pieces: string[] = [];
  const boundaries = new Set<string>();
  let at = 0;
  let headerCharacters = 0;
  while (at < text.length) {
    const headers = new MailHeaders(text, at, (doubt) => notes.add(doubt));
    headerCharacters += headers.text.length;
    // The parser rejects these.
    if (headerCharacters > maxHeaderCharacters) return { bytes, notes: [] };
    if (headers.boundary !== undefined) boundaries.add(headers.boundary);
    const end = delimiterAt(text, headers.end, boundaries);
    const body = text.slice(headers.end, end);
    pieces.push(rewritten(headers, body, notes));
    at = passDelimiters(text, end, boundaries, pieces);
  }
  const repaired = pieces.join("");
  return { bytes: repaired === text ? bytes : Buffer.from(repaired, "latin1"), notes: [...notes] };
}

const maxHeaderCharacters = 2 * 1024 * 1024;

// Old Mac programs end lines with CR only.
function withLineFeeds(text: string): string {
  return text.includes("\n") ? text : text.replaceAll("\r", "\n");
}

function rewritten(headers: MailHeaders, body: string, notes: Set<string>): string {
  const type = headers.contentType;
  if (type !== "text/plain" && type !== "text/html") return `${headers.text}${body}`;
  const content = headers.decodeBody(body);
  const declared = headers.charset ?? (type === "text/html" ? declaredHtmlEncoding(content) : undefined);
  if (isRead(declared) && isUtf8(content) && !headers.isPadded(body)) return `${headers.text}${body}`;
  const decoded: Decoded = decode(content, declared);
  if (decoded.isGuess || decoded.doubt) notes.add(encodingNote(decoded));
  return headers.withUtf8Body(decoded.text);
}

// What the parser itself decodes correctly on every version of Node.js.
function isRead(charset: string | undefined): boolean {
  return charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset);
}

/** The start of the next line that is a boundary; the end of the text if there is none. */
function delimiterAt(text: string, from: number, boundaries: ReadonlySet<string>): number {
  if (boundaries.size === 0) return text.length;
  for (
    let at = text.startsWith("--", from) ? from : nextDashes(text, from);
    at >= 0;
    at = nextDashes(text, at)
  ) {
    if (delimiterOf(text, at, boundaries)) return at;
  }
  return text.length;
}

function nextDashes(text: string, from: number): number {
  const found = text.indexOf("\n--", from);
  return found < 0 ? found : found + 1;
}

function delimiterOf(text: string, at: number, boundaries: ReadonlySet<string>): "part" | "end" | undefined {
  const line = text.slice(at + 2, endOfLine(text, at)).trimEnd();
  if (boundaries.has(line)) return "part";
  return line.endsWith("--") && boundaries.has(line.slice(0, -2)) ? "end" : undefined;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}

/** Passes on delimiters, and what follows a closing one, up to the next part. */
function passDelimiters(
  text: string,
  from: number,
  boundaries: ReadonlySet<string>,
  pieces: string[],
): number {
  let at = from;
  while (at < text.length) {
    const kind = delimiterOf(text, at, boundaries);
    const end = endOfLine(text, at);
    const next = kind === "part" ? end : delimiterAt(text, end, boundaries);
    pieces.push(text.slice(at, next));
    at = next;
    if (kind === "part") return at;
  }
  return at;
}
