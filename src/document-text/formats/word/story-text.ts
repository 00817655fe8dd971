import { Lines } from "../../output/lines.ts";
import { levelOfPosition, NumberGaps } from "../../output/number-gaps.ts";
import { symbol, symbolText } from "../../output/symbols.ts";
import type { Sink } from "../../types.ts";
import { Fields } from "./fields.ts";
import type { DocSymbol, Look } from "./properties.ts";
import {
  endsRow,
  isDeleted,
  isHidden,
  isInTable,
  isLowered,
  isNumbered,
  isRaised,
  isStruck,
} from "./sprms.ts";

/** Characters and their formatting, in the order of the document. */
export interface MarkedText {
  text: string;
  bits: Uint8Array;
  /** A number in `looks` for each character. */
  lookAt: Uint8Array;
  looks: readonly Look[];
  /** What stands in place of the character at a position. */
  symbols: ReadonlyMap<number, DocSymbol>;
}

const fieldBegins = "\u0013";
const fieldResult = "\u0014";
const fieldEnds = "\u0015";
// Word's, in half points.
const standardSize = 20;
const cellEnds = "\u0007";
const lineEnds = new Set(["\r", "\n", "\u000b", "\u000c", "\u000e"]);
const pictures = new Set(["\u0001", "\u0008"]);
const replaced: Readonly<Record<string, string>> = {
  // Hyphens that are shown only at the end of a line, and ones at which a line never ends.
  "\u001f": "",
  "\u001e": "\u2011",
  "\t": "\t",
};

/** Whether a character stands for something that has no text. */
function isControl(character: string): boolean {
  return character < " " && replaced[character] === undefined;
}

interface Output {
  sink: Sink;
  note(sentence: string): void;
}

/** Writes a part of a document as lines and table rows. */
export function writeStory(marked: MarkedText, [from, to]: readonly [number, number], output: Output): void {
  const story = new Story(marked, output);
  for (let at = from; at < Math.min(to, marked.text.length); at++) story.take(at);
  story.end();
}

class Story {
  readonly #marked: MarkedText;
  readonly #lines: Lines;
  readonly #note: (sentence: string) => void;
  readonly #fields = new Fields();
  readonly #gaps = new NumberGaps();
  #isRow = false;
  /** Characters that look the same and are not written yet. */
  #run = "";
  #runBits = 0;
  #runLook = 0;

  constructor(marked: MarkedText, { sink, note }: Output) {
    this.#marked = marked;
    this.#lines = new Lines(sink);
    this.#note = note;
  }

  take(at: number): void {
    const character = this.#marked.text.charAt(at);
    const own = this.#marked.bits[at] ?? 0;
    const isRow = (own & isInTable) !== 0 || (this.#isRow && (own & endsRow) !== 0);
    if (isRow !== this.#isRow) this.#turn(isRow);
    if (character === cellEnds) this.#endCell((own & endsRow) !== 0);
    else if (character === fieldBegins) this.#fields.begin();
    else if (character === fieldResult) this.#fields.toResult();
    else if (character === fieldEnds) this.#fields.end();
    else if (this.#fields.areInstructions) return;
    else if (own & isDeleted) this.#note("Text deleted by tracked changes is omitted.");
    else if (lineEnds.has(character)) this.#endLine();
    else if (own & isHidden) this.#note("Text formatted as hidden is omitted.");
    else if (isControl(character) && !this.#marked.symbols.has(at)) this.#breakNumber(character);
    else this.#write(at, character, own);
  }

  end(): void {
    this.#endLine();
    if (this.#isRow) this.#lines.closeTable();
  }

  /** Begins a table or ends one. */
  #turn(isRow: boolean): void {
    this.#endRun();
    this.#isRow = isRow;
    if (!isRow) {
      this.#lines.closeTable();
      return;
    }
    this.#lines.openTable();
    this.#lines.openCell();
  }

  #endCell(isLast: boolean): void {
    this.#endRun();
    this.#gaps.endLine();
    if (isLast) this.#lines.closeRow();
    else this.#lines.closeCell();
    this.#lines.openCell();
  }

  #endLine(): void {
    this.#endRun();
    this.#gaps.endLine();
    this.#lines.endLine();
  }

  #write(at: number, character: string, bits: number): void {
    if (bits & isNumbered) this.#note("Automatic paragraph numbers and bullets are omitted.");
    const look = this.#marked.lookAt[at] ?? 0;
    if (bits !== this.#runBits || look !== this.#runLook) this.#endRun();
    this.#runBits = bits;
    this.#runLook = look;
    const drawn = this.#marked.symbols.get(at);
    if (drawn) {
      this.#endRun();
      this.#writeRun(symbol(drawn.font, drawn.code.toString(16).padStart(4, "0")));
    } else this.#run += replaced[character] ?? character;
  }

  /** A picture, an object, or the number of a note or page: it stands between the numbers around it. */
  #breakNumber(character: string): void {
    if (pictures.has(character)) this.#note("Pictures are omitted: text in them is missing.");
    this.#endRun();
    this.#gaps.breakNumber();
  }

  #endRun(): void {
    const text = this.#run;
    this.#run = "";
    if (text !== "") this.#writeRun(symbolText(text, this.#marked.looks[this.#runLook]?.font));
  }

  /** Writes text that looks as the open run does. */
  #writeRun(text: string): void {
    const { height = 0, size = standardSize } = this.#marked.looks[this.#runLook] ?? {};
    const level = this.#runBits & isRaised ? "^" : this.#runBits & isLowered ? "_" : levelOfPosition(height);
    this.#lines.isStruck = (this.#runBits & isStruck) !== 0;
    this.#lines.write(this.#gaps.separate(text, level, size));
  }
}
