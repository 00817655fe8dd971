import { decode, encodingNote } from "../input/decode.ts";
import { type Reader, type Sink, Unreadable } from "../types.ts";
import { flatParser } from "./flat-parser.ts";
import { declaredHtmlEncoding } from "./html/encoding.ts";
import { Page, type PageSource } from "./html/page.ts";

/** The text that a browser shows. Runs no scripts and fetches nothing. */
export const readHtml: Reader = ({ bytes }, sink) => {
  const decoded = decode(bytes, declaredHtmlEncoding(bytes));
  sink.note(encodingNote(decoded));
  readHtmlText(decoded.text, sink);
};

const xhtml =
  /^\ufeff?\s*<\?xml\s[^>]*>[\s\S]*?<html\s[^>]*xmlns\s*=\s*["']http:\/\/www\.w3\.org\/1999\/xhtml["']/i;
const xhtmlHead = 2000;
const chunkCharacters = 64 * 1024;
// The parser keeps an unterminated tag or comment in memory.
const silentCharacters = 2_000_000;

/** Reads HTML that is already decoded, as in an email. */
export function readHtmlText(html: string, sink: Sink, source?: PageSource): void {
  const page = new Page(sink, source);
  // In XML every element may end itself: `<title/>`, which in HTML would take the rest of the page.
  const parser = flatParser(page, { recognizeSelfClosing: xhtml.test(html.slice(0, xhtmlHead)) });
  for (let from = 0; from < html.length; from += chunkCharacters) {
    page.silent += chunkCharacters;
    parser.write(html.slice(from, from + chunkCharacters));
    if (page.silent > silentCharacters) throw new Unreadable(neverEnds);
  }
  parser.end();
  page.end();
}

const neverEnds =
  "This page is broken or malicious: a tag or comment does not end within 2 million characters.";
