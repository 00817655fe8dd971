import { bounds } from "../bounds.ts";
import { asBuffer } from "../input/as-buffer.ts";
import { decode } from "../input/decode.ts";
import { Lines, onceEach } from "../output/lines.ts";
import { type Reader, type Sink, Unreadable } from "../types.ts";
import {
  breaks,
  characters,
  encodingOfCharset,
  encodingOfCodePage,
  passedOver,
  read,
  stories,
} from "./rtf-control-words.ts";

/** Rich Text: paragraphs and rows; fonts, styles, pictures and what is marked as optional are passed over. */
export const readRtf: Reader = ({ bytes }, sink) => {
  const text = asBuffer(bytes).toString("latin1");
  if (!/^\s*\{\\rtf/.test(text.slice(0, 100))) throw new Unreadable("This file is called RTF but is none.");
  new Rtf(sink).read(text);
};

interface Group {
  isLeftOut: boolean;
  isHidden: boolean;
  /** How many characters follow `\u` for readers that do not know it. */
  fallback: number;
  encoding: string | undefined;
  end: string;
}

// A brace, a byte as \'hh, a word with its number, a sign, plain text.
const token = /[{}]|\\'([0-9a-f]{2})|\\([a-z]+)(-?\d{1,10})? ?|\\([^a-z])|[^{}\\\r\n]+|[\r\n]+/iy;

// What a font number can be.
const mostFonts = 32_767;

class Rtf {
  readonly #lines: Lines;
  readonly #note: (sentence: string) => void;
  readonly #outer: Group[] = [];
  readonly #fonts = new Map<number, string | undefined>();
  #group: Group = { isLeftOut: false, isHidden: false, fallback: 1, encoding: undefined, end: "" };
  #encoding = "windows-1252";
  /** Bytes that are not yet characters: it may take two for one. */
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
      const [all, byte, word, number, sign] = found;
      if (byte !== undefined) this.#takeByte(Number.parseInt(byte, 16));
      else if (word === "bin") token.lastIndex += Math.max(Number(number ?? 0), 0);
      else if (word !== undefined) this.#takeWord(word, number === undefined ? undefined : Number(number));
      else if (sign === "*") this.#isOptional = true;
      else if (sign === "\n" || sign === "\r") this.#takeWord("par", undefined);
      else if (sign !== undefined) this.#takeText(characters[sign] ?? "");
      else if (all === "{") this.#open();
      else if (all === "}") this.#close();
      else if (!/^[\r\n]/.test(all)) this.#takePlain(all);
    }
    this.#flush();
    this.#lines.endLine();
    if (this.#outer.length > 0) this.#note("This file is cut short: groups in it do not end.");
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

  #takeWord(word: string, number: number | undefined): void {
    this.#flush();
    const isOptional = this.#isOptional && !read.has(word);
    this.#isOptional = false;
    if (word === "annotation" && isOptional) this.#note("Comments are left out.");
    if (word === "pict") this.#note("Pictures are left out: words in them are not here.");
    if (isOptional || passedOver.has(word)) this.#group.isLeftOut = true;
    if (word === "u") this.#takeUnicode(number ?? 0);
    else if (this.#toSkip > 0) this.#toSkip--;
    else if (breaks.has(word)) this.#write("\n");
    else if (characters[word] !== undefined) this.#write(characters[word]);
    else if (/^(trowd|cell|row)$/.test(word)) this.#takeTable(word);
    else this.#takeState(word, number);
  }

  #takeState(word: string, number: number | undefined): void {
    const story = stories.get(word);
    if (word === "uc") this.#group.fallback = number ?? 1;
    else if (word === "v") this.#group.isHidden = number !== 0;
    else if (word === "plain") this.#group.isHidden = false;
    else if (word === "deleted" && number !== 0) {
      this.#group.isLeftOut = true;
      this.#note("Text that tracked changes have deleted is left out.");
    } else if (word === "ansicpg") this.#setCodePage(number ?? 1252);
    else if (word === "mac") this.#encoding = "macintosh";
    else if (word === "fcharset" && this.#fonts.size < mostFonts)
      this.#fonts.set(this.#font, encodingOfCharset(number ?? 0));
    else if (word === "f") {
      this.#font = number ?? 0;
      this.#group.encoding = this.#fonts.get(this.#font);
    } else if (story) {
      this.#write(story.begin);
      this.#group.end = story.end;
    }
  }

  #setCodePage(page: number): void {
    const known = encodingOfCodePage(page);
    if (known) this.#encoding = known;
    else
      this.#note(`The code page of this file (${page}) is not known here: accents and signs may be wrong.`);
  }

  #takeTable(word: string): void {
    if (this.#group.isLeftOut) return;
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
    else if (!this.#group.isLeftOut) this.#bytes.push(byte);
    // More than may come out: the sink is to say so.
    if (this.#bytes.length > bounds.characters) this.#flush();
  }

  #takePlain(text: string): void {
    const kept = text.slice(this.#toSkip);
    this.#toSkip = Math.max(this.#toSkip - text.length, 0);
    if (this.#group.isLeftOut || kept === "") return;
    // Bytes of two may be written as \'hh and as the letter that they are.
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
    if (this.#group.isLeftOut || text === "") return;
    if (text === "\n") this.#lines.endLine();
    else if (this.#group.isHidden) this.#note("Text that is formatted as hidden is left out.");
    else this.#lines.write(text);
  }
}

const tooDeep = `This file nests groups more than ${bounds.depth.toLocaleString("en")} deep, as no document does; it is not read further.`;
