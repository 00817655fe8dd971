import { bounds } from "../../bounds.ts";
import { symbolText } from "../../output/symbols.ts";
import { type Sink, Unreadable } from "../../types.ts";
import { RtfCaptured } from "./captured.ts";
import { RtfCharacters } from "./characters.ts";
import {
  breaks,
  capturedDestinations,
  characters,
  destinations,
  knownWords,
  optionalDestinations,
  skippedDestinations,
  withoutText,
} from "./control-words.ts";
import { fontWords, RtfFonts } from "./fonts.ts";
import { type Group, groupIn, wholeFile } from "./group.ts";
import { RtfOutput } from "./output.ts";
import { formatChange, RtfStyles, standardSize } from "./styles.ts";
import { tableWords } from "./tables.ts";

// A brace, a byte as \'hh, a control word with its number, a control symbol, plain text.
const token = /[{}]|\\'([0-9a-f]{2})|\\([a-z]+)(-?\d{1,10})? ?|\\([^a-z])|[^{}\\\r\n]+|[\r\n]+/iy;

/** Reads the groups, control words and text of one file, and writes what a reader sees to the sink. */
export class RtfReader {
  readonly #output: RtfOutput;
  readonly #outer: Group[] = [];
  readonly #fonts = new RtfFonts();
  readonly #styles = new RtfStyles();
  readonly #characters = new RtfCharacters();
  readonly #captured = new RtfCaptured();
  readonly #isUtf8: boolean;
  #group = { ...wholeFile };
  /** Whether nothing has followed the group's opening brace: only there, `\*` marks an optional destination. */
  #isHead = false;
  #isOptional = false;

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
      else if (symbol !== undefined) this.#takeSymbol(characters[symbol] ?? "");
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
    this.#group = groupIn(this.#group);
    this.#isOptional = false;
    this.#characters.endFallback();
  }

  #close(): void {
    this.#flush();
    const { destination } = this.#group;
    if (capturedDestinations.has(destination)) this.#endCapture(destination);
    else this.#write(destinations.get(destination)?.end ?? "");
    this.#group = this.#outer.pop() ?? this.#group;
    if (destination === "object") this.#breakNumber();
    if (destination === "formfield") this.#endField();
    this.#characters.endFallback();
  }

  #takeControlWord(word: string, number: number | undefined): void {
    this.#flush();
    const isOptional = this.#isOptional && !optionalDestinations.has(word) && !destinations.has(word);
    this.#isOptional = false;
    // Most words are about looks.
    if (!knownWords.has(word) && !word.startsWith("ff")) {
      if (isOptional) this.#skip();
      this.#characters.skips();
      return;
    }
    if (word === "pict") this.#output.note("Pictures are omitted: text in them is missing.");
    if (word === "object") this.#output.note("Embedded objects are omitted: text in them is missing.");
    if (word === "stylesheet") this.#group.isStyleSheet = true;
    if (word === "fonttbl") this.#group.isFontTable = true;
    if (withoutText.has(word)) this.#breakNumber();
    // What it shows may be text.
    if (word === "object") this.#group.destination = word;
    if (isOptional) this.#skip();
    if (skippedDestinations.has(word)) this.#group.isSkipped = true;
    if (capturedDestinations.has(word)) this.#beginCapture(word);
    // The version in Unicode.
    if (word === "ud") this.#group.isSkipped = this.#outer.at(-2)?.isSkipped ?? false;
    if (word === "u") this.#takeUnicode(number ?? 0);
    else if (this.#characters.skips()) return;
    else if (breaks.has(word)) this.#write("\n");
    else if (characters[word] !== undefined) this.#write(characters[word]);
    else if (tableWords.has(word)) this.#takeTable(word, number);
    else this.#takeState(word, number);
  }

  #takeState(word: string, number: number | undefined): void {
    const change = formatChange(word, number);
    if (word === "uc") this.#group.fallback = number ?? 1;
    else if (change) this.#styles.change(this.#group, change);
    else if (word === "s" || word === "cs" || word === "ds")
      this.#styles.take(this.#group, word, number ?? 0);
    else if (word === "pard") this.#styles.end(this.#group);
    else if (word === "plain") this.#styles.reset(this.#group);
    else if (word === "f") this.#selectFont(number ?? 0);
    else if (word === "fs") this.#group.size = number || standardSize;
    else if (word === "upr") this.#group.isTwice = true;
    else if (fontWords.has(word)) {
      const note = this.#fonts.take(word, number);
      if (note !== undefined) this.#output.note(note);
    } else if (word === "formfield") {
      this.#skipAs(word);
      this.#captured.beginField();
    } else if (word.startsWith("ff")) this.#captured.takeFieldWord(word, number);
    else this.#beginDestination(word);
  }

  #selectFont(font: number): void {
    if (this.#group.isFontTable) this.#fonts.open(font);
    else this.#styles.selectFont(this.#group, font);
  }

  #beginDestination(word: string): void {
    const destination = destinations.get(word);
    if (!destination) return;
    if (word === "shptxt" && this.#captured.isShapeHidden) this.#output.note(hiddenShape);
    this.#captured.isShapeHidden = false;
    this.#write(destination.begin);
    this.#group.destination = word;
  }

  #takeTable(word: string, number: number | undefined): void {
    if (!this.#group.isSkipped) this.#output.takeTable(word, number);
  }

  #breakNumber(): void {
    if (!this.#group.isSkipped) this.#output.breakNumber(this.#group.format);
  }

  #skip(): void {
    this.#group.isSkipped = true;
    this.#group.isFontTable = false;
  }

  #skipAs(destination: string): void {
    this.#group = { ...this.#group, isSkipped: true, destination };
  }

  #beginCapture(destination: string): void {
    this.#skipAs(destination);
    this.#captured.begin();
  }

  #endCapture(destination: string): void {
    const drawn = this.#captured.end(destination);
    if (drawn !== "" && !this.#outer.at(-1)?.isSkipped) this.#output.writeLine(drawn);
  }

  #endField(): void {
    const value = this.#captured.endField();
    const isShown = this.#outer.some(({ isSkipped }) => !isSkipped);
    if (value !== "" && isShown) this.#output.writeInline(value);
  }

  #takeByte(byte: number): void {
    this.#isOptional = false;
    if (!this.#characters.skips() && this.#isWanted) this.#characters.addByte(byte);
    // The sink reports the bound.
    if (this.#characters.isOverlong) this.#flush();
  }

  get #isWanted(): boolean {
    const { isSkipped, isFontTable, destination } = this.#group;
    return !isSkipped || isFontTable || capturedDestinations.has(destination);
  }

  #takePlain(text: string): void {
    this.#isOptional = false;
    const kept = this.#characters.withoutFallback(text);
    if (!this.#isWanted || kept === "") return;
    // The second byte of a two-byte character may be written as a plain letter.
    if (this.#characters.hasBytes || /[\u0080-\u00ff]/.test(kept)) {
      for (let at = 0; at < kept.length; at++) this.#characters.addByte(kept.charCodeAt(at));
    } else this.#writeText(kept);
  }

  #takeSymbol(text: string): void {
    if (this.#characters.skips()) return;
    this.#flush();
    this.#write(text);
  }

  #flush(): void {
    if (!this.#characters.hasBytes) return;
    const { encoding, symbolFont } = this.#fonts.find(this.#group.font);
    // The bytes of a symbol font are its codes.
    const ofFont = symbolFont === undefined ? encoding : "latin1";
    this.#writeText(this.#characters.decode(this.#isUtf8 ? "utf-8" : ofFont));
  }

  #takeUnicode(unit: number): void {
    this.#writeText(this.#characters.unicode(unit, this.#group.fallback));
  }

  #writeText(text: string): void {
    const { isSkipped, font } = this.#group;
    // Names and properties are not drawn.
    this.#write(isSkipped ? text : symbolText(text, this.#fonts.find(font).symbolFont));
  }

  #write(text: string): void {
    if (text === "") return;
    const { isSkipped, isFontTable, format, size, destination } = this.#group;
    if (!isSkipped) this.#output.write(text, format, size);
    else if (isFontTable) this.#fonts.addName(text);
    else if (capturedDestinations.has(destination)) this.#captured.add(text);
  }
}

const hiddenShape = "Text in hidden shapes is included.";
const tooDeep = `This file nests groups more than ${bounds.depth.toLocaleString("en")} levels deep. No normal document does, so reading stopped there.`;
