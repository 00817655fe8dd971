import { bounds } from "../bounds.ts";
import { asBuffer } from "../input/as-buffer.ts";
import { decode } from "../input/decode.ts";
import { Lines, onceEach } from "../output/lines.ts";
import { type Reader, type Sink, Unreadable } from "../types.ts";
import {
  breaks,
  characters,
  destinations,
  encodingOfCharset,
  encodingOfCodePage,
  optionalDestinations,
  skippedDestinations,
} from "./rtf-control-words.ts";

/** Rich Text: paragraphs and table rows. Fonts, styles, pictures and optional destinations are skipped. */
export const readRtf: Reader = ({ bytes }, sink) => {
  const text = asBuffer(bytes).toString("latin1");
  if (!/^\s*\{\\rtf/.test(text.slice(0, 100)))
    throw new Unreadable("This file is labeled RTF but is not RTF.");
  new Rtf(sink).read(text);
};

interface Group {
  isSkipped: boolean;
  isHidden: boolean;
  /** How many fallback characters follow each `\u`. */
  fallback: number;
  encoding: string | undefined;
  end: string;
}

// A brace, a byte as \'hh, a control word with its number, a control symbol, plain text.
const token = /[{}]|\\'([0-9a-f]{2})|\\([a-z]+)(-?\d{1,10})? ?|\\([^a-z])|[^{}\\\r\n]+|[\r\n]+/iy;

// The largest font number.
const maxFonts = 32_767;

class Rtf {
  readonly #lines: Lines;
  readonly #note: (sentence: string) => void;
  readonly #outer: Group[] = [];
  readonly #fonts = new Map<number, string | undefined>();
  #group: Group = { isSkipped: false, isHidden: false, fallback: 1, encoding: undefined, end: "" };
  #encoding = "windows-1252";
  /** Bytes that are not decoded yet: a character may take two. */
  #bytes: number[] = [];
  #toSkip = 0;
  #isOptional = false;
  #isRow = false;
  #font = 0;

  constructor(sink: Sink) {
    this.#lines = new Lines(sink);
    this.#note = onceEach(sink);
  }

  read(text: string): void {
    token.lastIndex = 0;
    for (let found = token.exec(text); found; found = token.exec(text)) {
      const [all, byte, word, number, symbol] = found;
      if (byte !== undefined) this.#takeByte(Number.parseInt(byte, 16));
      else if (word === "bin") token.lastIndex += Math.max(Number(number ?? 0), 0);
      else if (word !== undefined)
        this.#takeControlWord(word, number === undefined ? undefined : Number(number));
      else if (symbol === "*") this.#isOptional = true;
      else if (symbol === "\n" || symbol === "\r") this.#takeControlWord("par", undefined);
      else if (symbol !== undefined) this.#takeText(characters[symbol] ?? "");
      else if (all === "{") this.#open();
      else if (all === "}") this.#close();
      else if (!/^[\r\n]/.test(all)) this.#takePlain(all);
    }
    this.#flush();
    this.#lines.endLine();
    if (this.#outer.length > 0) this.#note("This file is truncated: some of its groups are not closed.");
  }

  #open(): void {
    this.#flush();
    if (this.#outer.length >= bounds.depth) throw new Unreadable(tooDeep);
    this.#outer.push(this.#group);
    this.#group = { ...this.#group, end: "" };
    this.#isOptional = false;
    this.#toSkip = 0;
  }

  #close(): void {
    this.#flush();
    this.#write(this.#group.end);
    this.#group = this.#outer.pop() ?? this.#group;
    this.#toSkip = 0;
  }

  #takeControlWord(word: string, number: number | undefined): void {
    this.#flush();
    const isOptional = this.#isOptional && !optionalDestinations.has(word);
    this.#isOptional = false;
    if (word === "annotation" && isOptional) this.#note("Comments are omitted.");
    if (word === "pict") this.#note("Pictures are omitted: text in them is missing.");
    if (isOptional || skippedDestinations.has(word)) this.#group.isSkipped = true;
    if (word === "u") this.#takeUnicode(number ?? 0);
    else if (this.#toSkip > 0) this.#toSkip--;
    else if (breaks.has(word)) this.#write("\n");
    else if (characters[word] !== undefined) this.#write(characters[word]);
    else if (/^(trowd|cell|row)$/.test(word)) this.#takeTable(word);
    else this.#takeState(word, number);
  }

  #takeState(word: string, number: number | undefined): void {
    const destination = destinations.get(word);
    if (word === "uc") this.#group.fallback = number ?? 1;
    else if (word === "v") this.#group.isHidden = number !== 0;
    else if (word === "plain") this.#group.isHidden = false;
    else if (word === "deleted" && number !== 0) {
      this.#group.isSkipped = true;
      this.#note("Text deleted by tracked changes is omitted.");
    } else if (word === "ansicpg") this.#setCodePage(number ?? 1252);
    else if (word === "mac") this.#encoding = "macintosh";
    else if (word === "fcharset" && this.#fonts.size < maxFonts)
      this.#fonts.set(this.#font, encodingOfCharset(number ?? 0));
    else if (word === "f") {
      this.#font = number ?? 0;
      this.#group.encoding = this.#fonts.get(this.#font);
    } else if (destination) {
      this.#write(destination.begin);
      this.#group.end = destination.end;
    }
  }

  #setCodePage(page: number): void {
    const known = encodingOfCodePage(page);
    if (known) this.#encoding = known;
    else
      this.#note(
        `The code page of this file (${page}) is unknown. Accented letters and symbols may be wrong.`,
      );
  }

  #takeTable(word: string): void {
    if (this.#group.isSkipped) return;
    if (word === "trowd" && !this.#isRow) {
      this.#isRow = true;
      this.#lines.openTable();
      this.#lines.openCell();
    } else if (word === "cell") {
      this.#lines.closeCell();
      this.#lines.openCell();
    } else if (word === "row" && this.#isRow) {
      this.#isRow = false;
      this.#lines.closeTable();
    }
  }

  #takeUnicode(unit: number): void {
    this.#write(String.fromCharCode(unit & 0xffff));
    this.#toSkip = this.#group.fallback;
  }

  #takeByte(byte: number): void {
    if (this.#toSkip > 0) this.#toSkip--;
    else if (!this.#group.isSkipped) this.#bytes.push(byte);
    // Over the bound on all text: the sink reports it.
    if (this.#bytes.length > bounds.characters) this.#flush();
  }

  #takePlain(text: string): void {
    const kept = text.slice(this.#toSkip);
    this.#toSkip = Math.max(this.#toSkip - text.length, 0);
    if (this.#group.isSkipped || kept === "") return;
    // The second byte of a two-byte character may be written as a plain letter.
    if (this.#bytes.length > 0 || /[\u0080-\u00ff]/.test(kept)) {
      for (let at = 0; at < kept.length; at++) this.#bytes.push(kept.charCodeAt(at));
    } else this.#write(kept);
  }

  #takeText(text: string): void {
    if (this.#toSkip > 0) this.#toSkip--;
    else {
      this.#flush();
      this.#write(text);
    }
  }

  #flush(): void {
    if (this.#bytes.length === 0) return;
    const bytes = Uint8Array.from(this.#bytes);
    this.#bytes = [];
    this.#write(decode(bytes, this.#group.encoding ?? this.#encoding).text);
  }

  #write(text: string): void {
    if (this.#group.isSkipped || text === "") return;
    if (text === "\n") this.#lines.endLine();
    else if (this.#group.isHidden) this.#note("Text formatted as hidden is omitted.");
    else this.#lines.write(text);
  }
}

const tooDeep = `This file nests groups more than ${bounds.depth.toLocaleString("en")} levels deep. No normal document does, so reading stopped there.`;
