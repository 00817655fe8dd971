import { Parser } from "htmlparser2";
import { bounds } from "../bounds.ts";
import { decode, encodingNote } from "../input/decode.ts";
import { Lines, onceEach } from "../output/lines.ts";
import { type Reader, type Sink, Unreadable } from "../types.ts";

/** The text that a browser shows. Runs no scripts and fetches nothing. */
export const readHtml: Reader = ({ bytes }, sink) => {
  const decoded = decode(bytes, declaredEncoding(bytes));
  sink.note(encodingNote(decoded));
  readHtmlText(decoded.text, sink);
};

// A page that declares UTF-16 but is readable as single bytes is UTF-8, by the HTML standard.
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 1024));
  const label = /<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
  return label && /^(utf-?16|ucs|unicode)/i.test(label) ? "utf-8" : label;
}

const chunkCharacters = 64 * 1024;
// The parser keeps an unterminated tag or comment in memory.
const silentCharacters = 2_000_000;

/** Reads HTML that is already decoded, as in an email. */
export function readHtmlText(html: string, sink: Sink): void {
  const page = new Page(sink);
  const parser = new FlatParser(page);
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
const flattened = `Elements nested more than ${bounds.depth.toLocaleString("en")} levels deep are read without their structure. Hidden text in them is included.`;
const hiddenText = "Text hidden by the page is omitted.";

/** A parser with a bounded stack: its time per element grows with the number of open elements. */
class FlatParser extends Parser {
  readonly #page: Page;
  #beyond = 0;
  #isFlat = false;

  constructor(page: Page) {
    super({
      onopentag: (name, attributes) => page.open(name, attributes),
      onclosetag: (name) => page.close(name),
      ontext: (text) => page.text(text),
      oncomment: () => page.pass(),
    });
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

// Not text, or fallback content that browsers do not show.
const unseen = new Set(
  "head script style template title noembed noframes iframe object audio video canvas datalist rp".split(" "),
);
const hiding =
  /(display:none|visibility:(hidden|collapse)|mso-hide:all|(font-size|opacity|max-height):0(?![.\d]*[1-9]))/i;
// All other elements are inline, including unknown ones.
const blocks = new Set(
  (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption " +
    "figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol optgroup option p pre section select " +
    "summary table tbody td text textarea tfoot th thead tr ul"
  ).split(" "),
);

/** Writes the visible text as lines and table rows. */
class Page {
  /** The number of open elements. */
  depth = 0;
  /** Characters since the last event of the parser. */
  silent = 0;
  readonly #lines: Lines;
  readonly #note: (sentence: string) => void;
  #hiddenFrom = Number.POSITIVE_INFINITY;
  #isMarkup = false;
  #preformatted = 0;

  constructor(sink: Sink) {
    this.#lines = new Lines(sink);
    this.#note = onceEach(sink);
  }

  open(name: string, attributes: Record<string, string>): void {
    this.silent = 0;
    this.depth++;
    if (this.depth > this.#hiddenFrom) return;
    this.#isMarkup = unseen.has(name);
    if (this.#isMarkup || isHidden(attributes)) {
      this.#hiddenFrom = this.depth;
      return;
    }
    if (blocks.has(name)) this.#lines.endLine();
    if (name === "pre" || name === "textarea") this.#preformatted++;
    if (name === "table") this.#lines.openTable();
    if (name === "td" || name === "th") {
      this.#lines.openCell({ columns: spanOf(attributes.colspan), rows: spanOf(attributes.rowspan) });
    }
  }

  close(name: string): void {
    this.silent = 0;
    const isHiddenEnd = this.depth === this.#hiddenFrom;
    const isShown = this.depth-- < this.#hiddenFrom;
    if (isHiddenEnd) this.#hiddenFrom = Number.POSITIVE_INFINITY;
    if (!isShown) return;
    if (blocks.has(name)) this.#lines.endLine();
    if (name === "pre" || name === "textarea") this.#preformatted--;
    if (name === "td" || name === "th") this.#lines.closeCell();
    if (name === "tr") this.#lines.closeRow();
    if (name === "tbody" || name === "thead" || name === "tfoot") this.#lines.closeRowGroup();
    if (name === "table") this.#lines.closeTable();
  }

  text(text: string): void {
    this.silent = 0;
    if (this.depth >= this.#hiddenFrom) {
      if (!this.#isMarkup && /\S/.test(text)) this.#note(hiddenText);
    } else if (this.#preformatted === 0) this.#lines.writeFlowing(text);
    else {
      for (const [at, line] of text.split(/\r\n?|\n/).entries()) {
        if (at > 0) this.#lines.endLine();
        this.#lines.write(line);
      }
    }
  }

  pass(): void {
    this.silent = 0;
  }

  flatten(): void {
    this.#note(flattened);
  }

  end(): void {
    this.#lines.endLine();
  }
}

function spanOf(written = "1"): number {
  return /^\s*\d{1,9}/.test(written) ? Number.parseInt(written, 10) : 1;
}

function isHidden({ hidden, style = "" }: Record<string, string>): boolean {
  if (hidden !== undefined) return true;
  return hiding.test(style.replace(/\/\*.*?\*\//gs, "").replace(/\s+/g, ""));
}
