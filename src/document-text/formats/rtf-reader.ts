import { bounds } from "../bounds.ts";
import { decoderOf } from "../input/decoder.ts";
import { type Sink, Unreadable } from "../types.ts";
import {
  breaks,
  capturedDestinations,
  characters,
  destinations,
  optionalDestinations,
  skippedDestinations,
} from "./rtf-control-words.ts";
import { fontWords, RtfFonts } from "./rtf-fonts.ts";
import { RtfFormField } from "./rtf-form-field.ts";
import { RtfOutput } from "./rtf-output.ts";
import { formatChange, formatWords, plainFormat, type RtfFormat, RtfStyles } from "./rtf-styles.ts";
import { tableWords } from "./rtf-tables.ts";

interface Group {
  isSkipped: boolean;
  isStyleSheet: boolean;
  format: RtfFormat;
  /** What the paragraph's style has set, which ends with the next style. */
  styled: RtfFormat | undefined;
  /** How many fallback characters follow each `\u`. */
  fallback: number;
  encoding: string | undefined;
  /** The destination that this group begins; empty within it. */
  destination: string;
  /** Whether the first group in this one has a version in Unicode after it. */
  isTwice: boolean;
}

// A brace, a byte as \'hh, a control word with its number, a control symbol, plain text.
const token = /[{}]|\\'([0-9a-f]{2})|\\([a-z]+)(-?\d{1,10})? ?|\\([^a-z])|[^{}\\\r\n]+|[\r\n]+/iy;

const maxCaptured = 10_000;

/** Reads the groups, control words and text of one file, and writes what a reader sees to the sink. */
export class RtfReader {
  readonly #output: RtfOutput;
  readonly #outer: Group[] = [];
  readonly #fonts = new RtfFonts();
  readonly #styles = new RtfStyles();
  readonly #isUtf8: boolean;
  #group: Group = {
    isSkipped: false,
    isStyleSheet: false,
    format: plainFormat,
    styled: undefined,
    fallback: 1,
    encoding: undefined,
    destination: "",
    isTwice: false,
  };
  /** Bytes that are not decoded yet: a character may take two. */
  #bytes: number[] = [];
  #toSkip = 0;
  /** Whether nothing has followed the group's opening brace: only there, `\*` marks an optional destination. */
  #isHead = false;
  #isOptional = false;
  #captured = "";
  #property = "";
  #field: RtfFormField | undefined;

  constructor(sink: Sink, isUtf8: boolean) {
    this.#output = new RtfOutput(sink);
    this.#isUtf8 = isUtf8;
    if (isUtf8) this.#output.note("Encoding: UTF-8, although the file declares a code page.");
  }

  read(text: string, start: number): void {
    token.lastIndex = start;
    for (let found = token.exec(text); found; found = token.exec(text)) {
      const all = found[0];
      const byte = found[1];
      const word = found[2];
      const number = found[3];
      const symbol = found[4];
      if (symbol === "*") {
        this.#isOptional = this.#isHead;
        continue;
      }
      if (byte !== undefined) this.#takeByte(Number.parseInt(byte, 16));
      else if (word === "bin") token.lastIndex += Math.max(Number(number ?? 0), 0);
      else if (word !== undefined)
        this.#takeControlWord(word, number === undefined ? undefined : Number(number));
      else if (symbol === "\n" || symbol === "\r") this.#takeControlWord("par", undefined);
      else if (symbol !== undefined) this.#takeText(characters[symbol] ?? "");
      else if (all === "{") this.#open();
      else if (all === "}") this.#close();
      else if (!/^[\r\n]/.test(all)) this.#takePlain(all.replaceAll("\0", ""));
      this.#isHead = all === "{" || (this.#isHead && /^[\r\n]/.test(all));
    }
    this.#flush();
    this.#output.end();
    if (this.#outer.length > 0)
      this.#output.note("This file is truncated: some of its groups are not closed.");
  }

  #open(): void {
    this.#flush();
    if (this.#outer.length >= bounds.depth) throw new Unreadable(tooDeep);
    this.#outer.push(this.#group);
    const { isSkipped, isTwice } = this.#group;
    this.#group = { ...this.#group, destination: "", isTwice: false, isSkipped: isSkipped || isTwice };
    this.#isOptional = false;
    this.#toSkip = 0;
  }

  #close(): void {
    this.#flush();
    const { destination } = this.#group;
    if (capturedDestinations.has(destination)) this.#takeCaptured(destination);
    else this.#write(destinations.get(destination)?.end ?? "");
    this.#group = this.#outer.pop() ?? this.#group;
    if (destination === "formfield") this.#endField();
    this.#toSkip = 0;
  }

  #takeControlWord(word: string, number: number | undefined): void {
    this.#flush();
    const isOptional = this.#isOptional && !optionalDestinations.has(word);
    this.#isOptional = false;
    // Most words are about looks.
    if (!known.has(word) && !word.startsWith("ff")) {
      if (isOptional) this.#group.isSkipped = true;
      if (this.#toSkip > 0) this.#toSkip--;
      return;
    }
    if (word === "pict") this.#output.note("Pictures are omitted: text in them is missing.");
    if (word === "object") this.#output.note("Embedded objects are omitted: text in them is missing.");
    if (word === "stylesheet") this.#group.isStyleSheet = true;
    if (isOptional || skippedDestinations.has(word)) this.#group.isSkipped = true;
    if (capturedDestinations.has(word)) this.#beginCapture(word);
    if (word === "ud") this.#takeUnicodeVersion();
    if (word === "u") this.#takeUnicode(number ?? 0);
    else if (this.#toSkip > 0) this.#toSkip--;
    else if (breaks.has(word)) this.#write("\n");
    else if (characters[word] !== undefined) this.#write(characters[word]);
    else if (tableWords.has(word)) this.#takeTable(word, number);
    else this.#takeState(word, number);
  }

  #takeState(word: string, number: number | undefined): void {
    const change = formatChange(word, number);
    if (word === "uc") this.#group.fallback = number ?? 1;
    else if (change) this.#format(change);
    else if (word === "s" || word === "cs" || word === "ds") this.#takeStyle(word, number ?? 0);
    else if (word === "pard") this.#endStyle();
    else if (word === "f") this.#group.encoding = this.#fonts.select(number ?? 0);
    else if (word === "upr") this.#group.isTwice = true;
    else if (fontWords.has(word)) {
      const unknown = this.#fonts.take(word, number);
      if (unknown !== undefined) this.#output.note(unknownCodePage(unknown));
    } else if (word === "formfield") {
      this.#group = { ...this.#group, isSkipped: true, destination: word };
      this.#field = new RtfFormField();
    } else if (word.startsWith("ff")) this.#field?.takeWord(word, number);
    else this.#beginDestination(word);
  }

  #beginDestination(word: string): void {
    const destination = destinations.get(word);
    if (!destination) return;
    this.#write(destination.begin);
    this.#group.destination = word;
  }

  #format(change: Partial<RtfFormat>): void {
    if (this.#group.isStyleSheet) this.#styles.define(change);
    else this.#group.format = { ...this.#group.format, ...change };
  }

  #takeStyle(kind: string, number: number): void {
    const id = `${kind}${number}`;
    if (this.#group.isStyleSheet) this.#styles.begin(id);
    else if (!this.#group.isSkipped) {
      if (kind === "s") this.#endStyle();
      const style = this.#styles.of(id);
      if (!style) return;
      this.#group.format = { ...this.#group.format, ...style };
      if (kind === "s") this.#group.styled = style;
    }
  }

  /** Ends what the paragraph's style has set. What the text itself has set stays. */
  #endStyle(): void {
    const { styled, format } = this.#group;
    if (styled === undefined) return;
    this.#group.styled = undefined;
    this.#group.format = {
      ...format,
      isHidden: format.isHidden && !styled.isHidden,
      isStruck: format.isStruck && !styled.isStruck,
      isDeleted: format.isDeleted && !styled.isDeleted,
    };
  }

  #takeUnicodeVersion(): void {
    this.#group.isSkipped = this.#outer.at(-2)?.isSkipped ?? false;
  }

  #takeTable(word: string, number: number | undefined): void {
    if (!this.#group.isSkipped) this.#output.tables.take(word, number);
  }

  #beginCapture(word: string): void {
    this.#group = { ...this.#group, isSkipped: true, destination: word };
    this.#captured = "";
  }

  #takeCaptured(destination: string): void {
    const text = this.#captured.trim();
    this.#captured = "";
    if (destination === "ffl") this.#field?.takeItem(text);
    else if (destination === "sn") this.#property = text;
    else if (destination === "sv" && this.#property === "gtextUNICODE" && text !== "")
      this.#takeDrawnText(text);
  }

  /** WordArt, such as a watermark. */
  #takeDrawnText(text: string): void {
    if (!this.#outer.at(-1)?.isSkipped) this.#output.writeLine(text);
  }

  #endField(): void {
    const value = this.#field?.value ?? "";
    this.#field = undefined;
    const outside = this.#outer.findLast(({ isSkipped }) => !isSkipped);
    if (value !== "" && outside) this.#output.writeInline(value);
  }

  #takeUnicode(unit: number): void {
    this.#write(String.fromCharCode(unit & 0xffff));
    this.#toSkip = this.#group.fallback;
  }

  #takeByte(byte: number): void {
    this.#isOptional = false;
    if (this.#toSkip > 0) this.#toSkip--;
    else if (this.#isWanted) this.#bytes.push(byte);
    // Over the bound on all text: the sink reports it.
    if (this.#bytes.length > bounds.characters) this.#flush();
  }

  get #isWanted(): boolean {
    return !this.#group.isSkipped || capturedDestinations.has(this.#group.destination);
  }

  #takePlain(text: string): void {
    this.#isOptional = false;
    const kept = text.slice(this.#toSkip);
    this.#toSkip = Math.max(this.#toSkip - text.length, 0);
    if (!this.#isWanted || kept === "") return;
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
    const label = this.#isUtf8 ? "utf-8" : (this.#group.encoding ?? this.#fonts.standard);
    this.#write(decoderOf(label)?.decode(bytes) ?? "");
  }

  #write(text: string): void {
    if (text === "") return;
    const { isSkipped, format, destination } = this.#group;
    if (isSkipped) {
      if (capturedDestinations.has(destination) && this.#captured.length < maxCaptured)
        this.#captured += text;
    } else this.#output.write(text, format);
  }
}

const known: ReadonlySet<string> = new Set([
  ...skippedDestinations,
  ...capturedDestinations,
  ...destinations.keys(),
  ...breaks,
  ...Object.keys(characters),
  ...tableWords,
  ...fontWords,
  ...formatWords,
  ..."u uc ud upr f s cs ds pard formfield pict object stylesheet".split(" "),
]);

function unknownCodePage(page: number): string {
  return `The code page of this file (${page}) is unknown. Accented letters and symbols may be wrong.`;
}

const tooDeep = `This file nests groups more than ${bounds.depth.toLocaleString("en")} levels deep. No normal document does, so reading stopped there.`;
