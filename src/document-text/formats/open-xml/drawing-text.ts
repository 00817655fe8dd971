import { type Attributes, isOn, type XmlEvents } from "../../input/xml.ts";
import { formulaSign, isFormulaPart } from "../../output/formula-signs.ts";
import { Lines } from "../../output/lines.ts";
import { type Level, levelBy, NumberGaps } from "../../output/number-gaps.ts";
import { symbolsIn, symbolText } from "../../output/symbols.ts";
import type { Sink } from "../../types.ts";
import { type SizeOf, standardSize, TextSizes } from "./text-sizes.ts";

/** The paragraphs and tables of DrawingML: shapes on slides and sheets, diagrams, charts. */
export class DrawingText implements XmlEvents {
  readonly #lines: Lines;
  readonly #note: (sentence: string) => void;
  #isText = false;
  readonly #gaps = new NumberGaps();
  #level: Level = "";
  /** In hundredths of a point; 0 if the run states none. */
  #size = 0;
  readonly #sizes: TextSizes;
  /** Of the open run: its font, and the one for its symbols. */
  #font: string | undefined;
  #symbolFont: string | undefined;
  #isRunProperty = false;

  constructor(sink: Sink, note: (sentence: string) => void, size = standardSize) {
    this.#lines = new Lines(sink);
    this.#note = note;
    this.#sizes = new TextSizes(size);
  }

  /** Begins a shape: text in it that states no size has an inherited one. */
  protected beginShape(inherited?: SizeOf): void {
    this.#sizes.begin(inherited);
  }

  open(name: string, attributes: Attributes): boolean {
    switch (name) {
      case "a:t":
      case "m:t":
        this.#isText = true;
        break;
      case "a:rPr":
        this.#lines.isStruck = /^(sng|dbl)Strike$/.test(attributes.strike ?? "");
        this.#level = levelBy(Number.parseFloat(attributes.baseline ?? "0"));
        this.#size = Number(attributes.sz) || 0;
        this.#isRunProperty = true;
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
        this.#endLine();
        break;
      case "a:p":
      case "a:pPr":
      case "a:lstStyle":
      case "a:defRPr":
        this.#sizes.open(name, attributes);
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
      default:
        if (isFormulaPart(name)) this.#openFormulaPart(name);
        else if (this.#sizes.isStyle) this.#sizes.open(name, attributes);
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
        this.#level = "";
        this.#size = 0;
        this.#font = undefined;
        this.#symbolFont = undefined;
        break;
      case "a:p":
        this.#endLine();
        break;
      case "a:lstStyle":
        this.#sizes.close(name);
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
      default:
        if (isFormulaPart(name)) this.#gaps.breakNumber();
    }
  }

  text(text: string): void {
    if (!this.#isText) return;
    const drawn = this.#symbolFont === undefined ? text : symbolsIn(text, this.#symbolFont);
    this.#lines.write(
      this.#gaps.separate(symbolText(drawn, this.#font), this.#level, this.#size || this.#sizes.size),
    );
  }

  #openFormulaPart(name: string): void {
    this.#gaps.breakNumber();
    const sign = formulaSign(name);
    if (sign === "") return;
    this.#lines.write(sign);
    this.#gaps.endLine();
  }

  #endLine(): void {
    this.#lines.endLine();
    this.#gaps.endLine();
  }

  // Every cell is in the file, also those that a merged cell covers. Their text is not shown.
  #openCell({ hMerge = "0", vMerge = "0" }: Attributes): boolean {
    this.#lines.openCell();
    this.#sizes.begin();
    const isCovered = isOn(hMerge) || isOn(vMerge);
    if (isCovered) this.#lines.closeCell();
    return !isCovered;
  }
}

// A name such as "+mn-lt" stands for a font of the theme, which is none of symbols.
function fontOf({ typeface = "" }: Attributes): string {
  return typeface.startsWith("+") ? "of the theme" : typeface;
}
