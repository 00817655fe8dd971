import type { Lines } from "../output/lines.ts";
import { NumberGaps } from "../output/number-gaps.ts";
import { showsNegative } from "../output/shows-negative.ts";
import { inputText, Select } from "./html-controls.ts";
import type { Display } from "./html-display.ts";
import { isDrawn, type OpenElement } from "./html-element.ts";
import { isFormula, signBefore } from "./html-formula.ts";
import type { HtmlTables } from "./html-tables.ts";

export const embedded = "Content that the page embeds from elsewhere is omitted.";
const collapsed =
  "The page hides columns of a table. Their text is included, without a mark: check which columns a browser shows.";
const pictures = "Pictures are omitted: text in them is missing.";
const numbers = "Automatic paragraph numbers and bullets are omitted.";
const coloredNumbers =
  "Some numbers have a color from their number format, which can stand for a minus sign. It is missing here.";
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
    if (isDrawn(element)) this.#setApart("apart");
    if (outer) this.#writeSign(outer);
    if (part) this.#beginPart(element);
    else if (name === "select") this.#select = new Select(attributes);
    else if (name === "option" || name === "optgroup") this.#select?.open(name, attributes);
    else if (name === "input") this.#writeControl(inputText(attributes), element);
    else if (isFormula(name)) this.#gaps.breakNumber();
    else this.#noteMissing(element, outer);
  }

  end(element: OpenElement): void {
    const { name, display, part } = element;
    if (part === "cell") this.#endCell();
    this.#setApart(display);
    if (part) this.#tables.close(part);
    else if (name === "select") this.#closeSelect(element);
    else if (name === "optgroup") this.#select?.closeGroup();
    else if (isFormula(name)) this.#gaps.breakNumber();
  }

  text(text: string, element: OpenElement): void {
    if (this.#select) this.#select.write(text);
    else this.#write(text, element);
  }

  /** Keeps apart what stands around something out of sight. */
  leaveGap(): void {
    if (!this.#select) this.#lines.writeFlowing(" ");
    this.#gaps.endLine();
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
    else if (name === "details" && attributes.open === undefined) this.#note(closedSections);
  }

  /** Writes the sign before a part of a fraction, a power or a root. */
  #writeSign(outer: OpenElement): void {
    const sign = isFormula(outer.name) ? signBefore(outer.name, outer.parts++) : "";
    if (sign === "") return;
    this.#lines.write(sign);
    this.#gaps.endLine();
  }

  #setApart(display: Display | undefined): void {
    if (display === "block") this.#lines.endLine();
    else if (display === "apart" && !this.#select) this.#lines.writeFlowing(" ");
    else return;
    this.#gaps.endLine();
  }

  #write(text: string, { level, fontSize, isPreformatted }: OpenElement): void {
    if (text === "") return;
    if (this.#stored && this.#stored.shown.length < maxShown) this.#stored.shown += text.slice(0, maxShown);
    this.isBlank &&= !/\S/.test(text);
    if (!isPreformatted) {
      const flowing = withoutBreakHints(text);
      if (flowing !== "") this.#lines.writeFlowing(this.#gaps.separate(flowing, level, fontSize));
      return;
    }
    for (const [at, line] of text.split(/\r\n?|\n/).entries()) {
      if (at > 0) this.#setApart("block");
      if (line !== "") this.#lines.write(this.#gaps.separate(line, level, fontSize));
    }
  }

  #closeSelect(element: OpenElement): void {
    const text = this.#select?.text ?? "";
    this.#select = undefined;
    this.#writeControl(text, element);
  }

  #writeControl(text: string, element: OpenElement): void {
    if (text !== "" && element.shows(text)) this.#write(` ${text} `, element);
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
