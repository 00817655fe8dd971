import { type Attributes, isOn, type XmlEvents } from "../../input/xml.ts";
import { formulaSign } from "../../output/formula-signs.ts";
import { Lines } from "../../output/lines.ts";
import { type Shift, shiftDigits } from "../../output/shift-digits.ts";
import { symbolsIn, symbolText } from "../../output/symbols.ts";
import type { Sink } from "../../types.ts";

/** The paragraphs and tables of DrawingML: shapes on slides and sheets, diagrams, charts. */
export class DrawingText implements XmlEvents {
  readonly #lines: Lines;
  readonly #note: (sentence: string) => void;
  #isText = false;
  #shift: Shift | undefined;
  /** Of the open run: its font, and the one for its symbols. */
  #font: string | undefined;
  #symbolFont: string | undefined;
  #isRunProperty = false;

  constructor(sink: Sink, note: (sentence: string) => void) {
    this.#lines = new Lines(sink);
    this.#note = note;
  }

  open(name: string, attributes: Attributes): boolean {
    switch (name) {
      case "a:t":
      case "m:t":
        this.#isText = true;
        break;
      case "a:rPr":
        this.#lines.isStruck = /^(sng|dbl)Strike$/.test(attributes.strike ?? "");
        this.#shift = shiftOf(Number.parseFloat(attributes.baseline ?? "0"));
        this.#isRunProperty = true;
        break;
      case "m:den":
      case "m:sup":
      case "m:sub":
      case "m:rad":
        this.#lines.write(formulaSign(name));
        break;
      case "a:latin":
        if (this.#isRunProperty) this.#font = fontOf(attributes);
        break;
      case "a:sym":
        if (this.#isRunProperty) this.#symbolFont = fontOf(attributes);
        break;
      case "a:buAutoNum":
        this.#note("Automatic paragraph numbers and bullets are omitted.");
        break;
      case "a:br":
        this.#lines.endLine();
        break;
      case "p:cNvPr":
      case "xdr:cNvPr":
        if (isOn(attributes.hidden ?? "0")) this.#note("Text in hidden shapes is included.");
        break;
      case "a:tbl":
        this.#lines.openTable();
        break;
      case "a:tc":
        return this.#openCell(attributes);
    }
    return true;
  }

  close(name: string): void {
    switch (name) {
      case "a:t":
      case "m:t":
        this.#isText = false;
        break;
      case "a:rPr":
        this.#isRunProperty = false;
        break;
      case "a:r":
      case "a:fld":
      case "a:br":
        this.#lines.isStruck = false;
        this.#shift = undefined;
        this.#font = undefined;
        this.#symbolFont = undefined;
        break;
      case "a:p":
        this.#lines.endLine();
        break;
      case "a:tc":
        this.#lines.closeCell();
        break;
      case "a:tr":
        this.#lines.closeRow();
        break;
      case "a:tbl":
        this.#lines.closeTable();
        break;
    }
  }

  text(text: string): void {
    if (!this.#isText) return;
    const drawn = this.#symbolFont === undefined ? text : symbolsIn(text, this.#symbolFont);
    this.#lines.write(shiftDigits(symbolText(drawn, this.#font), this.#shift));
  }

  // Every cell is in the file, also those that a merged cell covers. Their text is not shown.
  #openCell({ hMerge = "0", vMerge = "0" }: Attributes): boolean {
    this.#lines.openCell();
    const isCovered = isOn(hMerge) || isOn(vMerge);
    if (isCovered) this.#lines.closeCell();
    return !isCovered;
  }
}

// A name such as "+mn-lt" stands for a font of the theme, which is none of symbols.
function fontOf({ typeface = "" }: Attributes): string {
  return typeface.startsWith("+") ? "of the theme" : typeface;
}

function shiftOf(baseline: number): Shift | undefined {
  if (baseline === 0 || Number.isNaN(baseline)) return undefined;
  return baseline > 0 ? "raised" : "lowered";
}
