import type { Lines } from "../../output/lines.ts";
import { NumberGaps } from "../../output/number-gaps.ts";
import { showsNegative } from "../../output/shows-negative.ts";
import { inputText, isShownInput, Select } from "./controls.ts";
import type { OpenElement } from "./element.ts";
import { signBefore } from "./formula.ts";
import { reversed } from "./reversed.ts";
import { Room } from "./room.ts";
import type { HtmlTables } from "./tables.ts";
import type { TextStyle } from "./text-style.ts";

export const embedded = "Content that the page embeds from elsewhere is omitted.";
const collapsed =
  "The page hides columns of a table. Their text is included, without a mark: check which columns a browser shows.";
const pictures = "Pictures are omitted: text in them is missing.";
const numbers = "Automatic paragraph numbers and bullets are omitted.";
const coloredNumbers =
  "Some numbers have a color from their number format, which can stand for a minus sign. It is missing here.";
const redAmounts =
  "Some amounts are red and have no minus sign. On some pages this color stands for one. The colors are missing here.";
const closedSections = "Text in closed sections of the page is included.";

/** Writes what a page shows: its text, its tables and its controls. */
export class HtmlContent {
  /** Whether no text has come. */
  isBlank = true;
  readonly #lines: Lines;
  readonly #tables: HtmlTables;
  readonly #note: (sentence: string) => void;
  #select: Select | undefined;
  readonly #gaps = new NumberGaps();
  readonly #room = new Room();
  /** A negative number that a spreadsheet has stored with the open cell, and the text of the cell. */
  #stored: { number: string; shown: string } | undefined;
  #isStored = false;
  /** Text of an element that is written from right to left. */
  #reversed = "";
  #reversedIn: OpenElement | undefined;
  /** Whether a character has told a browser to write from right to left. */
  #isOverridden = false;
  #isLineEnded = true;

  constructor(lines: Lines, tables: HtmlTables, note: (sentence: string) => void) {
    this.#lines = lines;
    this.#tables = tables;
    this.#note = note;
  }

  begin(element: OpenElement, outer: OpenElement | undefined): void {
    const { name, attributes, part, traits } = element;
    if (this.#reversed !== "" && !element.style.isReversed && !this.#isOverridden) this.#endReversed();
    this.#beginBox(element);
    if (outer) this.#writeSign(outer);
    if (part) this.#beginPart(element);
    else if (name === "select") this.#select = new Select(attributes);
    else if (name === "option" || name === "optgroup") this.#select?.open(name, attributes);
    else if (name === "input") this.#writeInput(element);
    else if (traits.isFormula) this.#gaps.breakNumber();
    else this.#noteMissing(element, outer);
  }

  end(element: OpenElement): void {
    const { name, part, traits } = element;
    if (part === "cell") this.#endCell();
    this.#endBox(element);
    if (part) this.#tables.close(part);
    else if (name === "select") this.#closeSelect(element);
    else if (name === "optgroup") this.#select?.closeGroup();
    else if (traits.isFormula) this.#gaps.breakNumber();
  }

  finish(): void {
    this.#endLine();
  }

  text(text: string, element: OpenElement): void {
    if (this.#select) this.#select.write(text);
    else if (this.#isOverridden) this.#writeOverridden(text, element);
    else if (element.style.isReversed) this.#reverse(text, element);
    else {
      if (this.#reversed !== "") this.#endReversed();
      if (element.style.isRed) this.#noteRed(text);
      this.#write(text, element);
    }
  }

  /** Keeps apart what stands around something out of sight. */
  leaveGap(): void {
    this.#isLineEnded = false;
    this.#room.break();
  }

  /** Whether nothing stands on the line. */
  get isLineStart(): boolean {
    return this.#room.isLineStart;
  }

  /** Leaves room for something without text. */
  leaveRoom(pixels: number): void {
    this.#isLineEnded = false;
    this.#room.add(pixels);
  }

  #beginPart({ part, attributes }: OpenElement): void {
    if (!part) return;
    this.#tables.open(part, attributes);
    // Excel and LibreOffice store the number beside what they show of it.
    const number = attributes["x:num"] ?? attributes.sdval ?? "";
    this.#isStored = number !== "";
    if (part === "cell") this.#stored = Number(number) < 0 ? { number, shown: "" } : undefined;
  }

  // Some formats show negative numbers only in red.
  #endCell(): void {
    const stored = this.#stored;
    this.#stored = undefined;
    if (!stored || showsNegative.test(stored.shown)) return;
    this.#isLineEnded = false;
    this.#lines.write(` (${stored.number})`);
  }

  #noteMissing({ name, attributes, style: look }: OpenElement, outer: OpenElement | undefined): void {
    if (name === "img" && attributes.width !== "1" && attributes.height !== "1") this.#note(pictures);
    else if (name === "embed" || name === "frame") this.#note(embedded);
    else if (name === "li" && outer?.name === "ol") this.#note(numbers);
    else if ((name === "col" || name === "colgroup") && look.isInvisible) this.#note(collapsed);
    else if (name === "font" && attributes.style?.includes("mso-ignore:color")) this.#note(coloredNumbers);
    else if (name === "details" && attributes.open === undefined) this.#note(closedSections);
  }

  /** Writes the sign before a part of a fraction, a power or a root. */
  #writeSign(outer: OpenElement): void {
    const sign = outer.traits.isFormula ? signBefore(outer.name, outer.parts++) : "";
    if (sign === "") return;
    this.#isLineEnded = false;
    this.#lines.write(sign);
    this.#gaps.endLine();
  }

  #beginBox({ display, room }: OpenElement): void {
    if (display === "block") this.#endLine();
    else if (display === "apart") {
      this.#isLineEnded = false;
      if (room?.empty !== undefined) room.began = this.#room.state;
      this.#room.break();
    } else if (room) this.leaveRoom(room.before);
  }

  #endBox({ display, room }: OpenElement): void {
    if (display === "block") this.#endLine();
    else if (display !== "apart") {
      if (room) this.#room.add(room.after);
    } else if (room?.empty === undefined || room.began?.texts !== this.#room.state.texts) this.#room.break();
    else this.#room.reset(room.began.pixels + room.empty);
  }

  #reverse(text: string, element: OpenElement): void {
    this.#isLineEnded = false;
    this.#reversed += text;
    this.#reversedIn = element;
  }

  #writeOverridden(text: string, element: OpenElement): void {
    for (const part of text.split(overrides)) {
      if (part === override) this.#isOverridden = true;
      else if (part === endOfOverride) {
        this.#endReversed();
        this.#isOverridden = false;
      } else if (this.#isOverridden) this.#reverse(part, element);
      else this.#write(part, element);
    }
  }

  #endReversed(): void {
    const text = reversed(this.#reversed.replace(/\s+/g, " "));
    this.#reversed = "";
    if (this.#reversedIn) this.#write(text, this.#reversedIn);
  }

  // Most elements end and begin where nothing has come.
  #endLine(): void {
    if (this.#isLineEnded) return;
    if (this.#reversed !== "") this.#endReversed();
    this.#isOverridden = false;
    this.#lines.endLine();
    this.#gaps.endLine();
    this.#room.endLine();
    this.#isLineEnded = true;
  }

  #writeFlowing(text: string, style: TextStyle): void {
    if (text === "") return;
    if (this.#room.isBefore(text, style)) this.#leaveSpace();
    this.#lines.writeFlowing(this.#gaps.separate(text, style.level, style.fontSize));
  }

  #noteRed(text: string): void {
    if (!this.#isStored && amount.test(text) && !this.#room.isAfterSign) this.#note(redAmounts);
  }

  #leaveSpace(): void {
    this.#lines.writeFlowing(" ");
    this.#gaps.endLine();
  }

  #write(text: string, element: OpenElement): void {
    const { style } = element;
    const { level, fontSize, isPreformatted } = style;
    if (text === "") return;
    this.#isLineEnded = false;
    if (this.#stored && this.#stored.shown.length < maxShown) this.#stored.shown += text.slice(0, maxShown);
    this.isBlank &&= !/\S/.test(text);
    if (!isPreformatted) {
      if (!hasHint.test(text)) this.#writeFlowing(text, style);
      else if (text.includes(override)) this.#writeOverridden(text, element);
      else this.#writeFlowing(text.replace(breakHints, ""), style);
      return;
    }
    for (const [at, line] of text.split(/\r\n?|\n/).entries()) {
      if (at > 0) this.#endLine();
      if (line === "") continue;
      this.#isLineEnded = false;
      if (this.#room.isBefore(line, style)) this.#leaveSpace();
      this.#lines.write(this.#gaps.separate(line, level, fontSize));
    }
  }

  #writeInput(element: OpenElement): void {
    if (isShownInput(element.attributes)) this.#writeControl(inputText(element.attributes), element);
  }

  #closeSelect(element: OpenElement): void {
    const text = this.#select?.text ?? "";
    this.#select = undefined;
    this.#writeControl(text, element);
  }

  #writeControl(text: string, element: OpenElement): void {
    if (text !== "" && element.shows(text)) this.#write(` ${text} `, element);
    else this.#room.break();
  }
}

const amount = /^\s*(?:\p{Sc}\s?)?\d[\d.,'\u2019 \u00a0\u202f]{0,30}[.,]\d\d\s*(?:\p{Sc}\s*)?$/u;

// Longer text in a cell is no number.
const maxShown = 100;

const override = "\u202e";
const endOfOverride = "\u202c";
const overrides = /([\u202c\u202e])/;

// Soft hyphens and spaces without width show where a line may end; in a number they would hide it.
const hasHint = /[\u00ad\u200b\u202e\u2060]/;
const breakHints = /[\u00ad\u200b\u2060]/g;
