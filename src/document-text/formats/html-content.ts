import { formulaSign } from "../output/formula-signs.ts";
import type { Lines } from "../output/lines.ts";
import { showsNegative } from "../output/shows-negative.ts";
import { inputText, Select } from "./html-controls.ts";
import type { OpenElement } from "./html-element.ts";
import type { Look } from "./html-look.ts";
import type { HtmlTables } from "./html-tables.ts";

export const embedded = "Content that the page embeds from elsewhere is omitted.";
const collapsed =
  "The page hides columns of a table. Their text is included, without a mark: check which columns a browser shows.";
const pictures = "Pictures are omitted: text in them is missing.";
const numbers = "Automatic paragraph numbers and bullets are omitted.";
const coloredNumbers =
  "Some numbers have a color from their number format, which can stand for a minus sign. It is missing here.";
const shifts = { sup: "^", sub: "_" };

/** Writes what a page shows: its text, its tables and its controls. */
export class HtmlContent {
  /** Whether no text has come. */
  isBlank = true;
  readonly #lines: Lines;
  readonly #tables: HtmlTables;
  readonly #note: (sentence: string) => void;
  #select: Select | undefined;
  #isAfterDigit = false;
  #shift = "";
  /** A negative number that a spreadsheet has stored with the open cell, and the text of the cell. */
  #stored: { number: string; shown: string } | undefined;

  constructor(lines: Lines, tables: HtmlTables, note: (sentence: string) => void) {
    this.#lines = lines;
    this.#tables = tables;
    this.#note = note;
  }

  begin(element: OpenElement, outer: OpenElement | undefined): void {
    const { name, attributes, display, part } = element;
    this.#setApart(display);
    if (outer) this.#writeSign(outer);
    if (part) this.#beginPart(element);
    else if (name === "select") this.#select = new Select(attributes);
    else if (name === "option" || name === "optgroup") this.#select?.open(name, attributes);
    else if (name === "input") this.#writeControl(inputText(attributes));
    else if (name === "sup" || name === "sub") this.#shift = this.#isAfterDigit ? shifts[name] : "";
    else if (name === "msqrt") this.#lines.write(formulaSign(name));
    else this.#noteMissing(element, outer);
  }

  end({ name, display, part }: OpenElement): void {
    if (part === "cell") this.#endCell();
    this.#setApart(display);
    if (part) this.#tables.close(part);
    else if (name === "select") this.#closeSelect();
    else if (name === "optgroup") this.#select?.closeGroup();
  }

  text(text: string, isPreformatted: boolean): void {
    if (this.#select) this.#select.write(text);
    else this.#write(text, isPreformatted);
  }

  #beginPart({ part, attributes }: OpenElement): void {
    if (!part) return;
    this.#tables.open(part, attributes);
    // Excel and LibreOffice store the number beside what they show of it.
    const number = attributes["x:num"] ?? attributes.sdval ?? "";
    if (part === "cell") this.#stored = Number(number) < 0 ? { number, shown: "" } : undefined;
  }

  // Some formats show negative numbers only in red.
  #endCell(): void {
    const stored = this.#stored;
    this.#stored = undefined;
    if (stored && !showsNegative.test(stored.shown)) this.#lines.write(` (${stored.number})`);
  }

  #noteMissing({ name, attributes, isInvisible }: OpenElement, outer: OpenElement | undefined): void {
    if (name === "img" && attributes.width !== "1" && attributes.height !== "1") this.#note(pictures);
    else if (name === "embed" || name === "frame") this.#note(embedded);
    else if (name === "li" && outer?.name === "ol") this.#note(numbers);
    else if ((name === "col" || name === "colgroup") && isInvisible) this.#note(collapsed);
    else if (name === "font" && attributes.style?.includes("mso-ignore:color")) this.#note(coloredNumbers);
  }

  /** Writes the sign before the second part of a fraction or a power. */
  #writeSign(outer: OpenElement): void {
    const sign = outer.name === "msqrt" ? "" : formulaSign(outer.name);
    if (sign !== "" && outer.parts++ === 1) this.#lines.write(sign);
  }

  #setApart(display: Look["display"]): void {
    if (display === "block") this.#lines.endLine();
    else if (display === "apart" && !this.#select) this.#lines.writeFlowing(" ");
  }

  #write(text: string, isPreformatted = false): void {
    if (text === "") return;
    if (this.#stored && this.#stored.shown.length < maxShown) this.#stored.shown += text.slice(0, maxShown);
    // A raised or lowered digit is no part of the number before it.
    if (this.#shift !== "" && /^\(?\d/.test(text)) this.#lines.write(this.#shift);
    this.#shift = "";
    this.isBlank &&= !/\S/.test(text);
    this.#isAfterDigit = isDigit(text.charCodeAt(text.length - 1));
    if (!isPreformatted) {
      this.#lines.writeFlowing(withoutBreakHints(text));
      return;
    }
    for (const [at, line] of text.split(/\r\n?|\n/).entries()) {
      if (at > 0) this.#lines.endLine();
      this.#lines.write(line);
    }
  }

  #closeSelect(): void {
    const text = this.#select?.text ?? "";
    this.#select = undefined;
    this.#writeControl(text);
  }

  #writeControl(text: string): void {
    if (text !== "") this.#write(` ${text} `);
  }
}

// Longer text in a cell is no number.
const maxShown = 100;

// Soft hyphens and spaces without width show where a line may end; in a number they would hide it.
function withoutBreakHints(text: string): string {
  return breakHint.test(text) ? text.replace(breakHints, "") : text;
}

const breakHint = /[\u00ad\u200b\u2060]/;
const breakHints = /[\u00ad\u200b\u2060]/g;

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}
