import type { ParserOptions } from "htmlparser2";
import { bounds } from "../bounds.ts";
import { decode, encodingNote } from "../input/decode.ts";
import { Parser } from "../input/markup-parser.ts";
import { type Reader, type Sink, Unreadable } from "../types.ts";
import { declaredHtmlEncoding } from "./html-encoding.ts";
import { Page, type PageSource } from "./html-page.ts";

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
  const parser = new FlatParser(page, { recognizeSelfClosing: xhtml.test(html.slice(0, xhtmlHead)) });
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
/** A parser with a bounded stack: its time per element grows with the number of open elements. */
class FlatParser extends Parser {
  readonly #page: Page;
  #beyond = 0;
  #isFlat = false;

  constructor(page: Page, options: ParserOptions) {
    super(
      {
        onopentag: (name, attributes) => page.open(name, attributes),
        onclosetag: (name) => page.close(name),
        ontext: (text) => page.text(text),
        oncomment: () => page.pass(),
      },
      options,
    );
    this.#page = page;
  }

  override onopentagname(start: number, end: number): void {
    this.#isFlat = this.#page.depth >= bounds.depth;
    if (this.#isFlat) {
      this.#beyond++;
      this.#page.flatten();
    }
    super.onopentagname(start, end);
  }

  override onclosetag(start: number, end: number): void {
    this.#isFlat = false;
    if (this.#beyond > 0) this.#beyond--;
    else super.onclosetag(start, end);
  }

  protected override isVoidElement(name: string): boolean {
    return this.#isFlat || super.isVoidElement(name);
  }
}
