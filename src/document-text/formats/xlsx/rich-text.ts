import { type Attributes, isOn, type XmlEvents } from "../../input/xml.ts";
import { struckOut } from "../../output/marks.ts";
import { type Level, NumberGaps } from "../../output/number-gaps.ts";
import { symbolFont, symbolText } from "../../output/symbols.ts";
import { levelOfVertAlign } from "../open-xml/vert-align.ts";

interface Run {
  text: string;
  /** Undefined if the run has the font of its cell. */
  isStruck: boolean | undefined;
  level: Level;
  /** In points; 0 if it is that of the cell. */
  size: number;
  symbolFont?: string | undefined;
}

/** The font of a cell, as far as it changes what its text means. */
export interface CellFont {
  isStruck: boolean;
  /** In points. */
  size?: number | undefined;
  symbolFont?: string | undefined;
}

/** The text of a cell; runs if some have fonts of their own. */
export type CellText = string | readonly Readonly<Run>[];

/** Collects the text of a string, an inline string or a comment, without pronunciation guides. */
export class RichText {
  #runs: Run[] = [];
  #isText = false;

  open(name: string, attributes: Attributes): boolean {
    this.#isText = name === "x:t";
    const run = this.#runs.at(-1);
    switch (name) {
      case "x:r":
        this.#runs.push(newRun());
        break;
      case "x:rPr":
        if (run) run.isStruck = false;
        break;
      case "x:strike":
        if (run) run.isStruck = isOn(attributes.val);
        break;
      case "x:vertAlign":
        if (run) run.level = levelOfVertAlign(attributes.val);
        break;
      case "x:sz":
        if (run) run.size = Number(attributes.val) || 0;
        break;
      case "x:rFont":
        if (run) run.symbolFont = symbolFont(attributes.val);
        break;
      case "x:rPh":
        return false;
    }
    return true;
  }

  close(): void {
    this.#isText = false;
  }

  text(piece: string): void {
    if (!this.#isText) return;
    if (this.#runs.length === 0) this.#runs.push(newRun());
    const run = this.#runs.at(-1);
    if (run) run.text += piece;
  }

  /** Returns the text and begins a new one. */
  take(): CellText {
    const runs = this.#runs;
    this.#runs = [];
    for (const run of runs) run.text = unescaped(run.text);
    if (!runs.some(({ isStruck }) => isStruck !== undefined)) return runs.map(({ text }) => text).join("");
    // Many cells may have the same string: a hostile one has runs without end, and no text.
    return runs.filter(({ text }) => text !== "");
  }
}

function newRun(): Run {
  return { text: "", isStruck: undefined, level: "", size: 0 };
}

/** Passes the text of each `element` to `found`. */
export function richTextEvents(element: string, found: (text: CellText) => void): XmlEvents {
  const rich = new RichText();
  return {
    open(name, attributes) {
      if (name === element) rich.take();
      return rich.open(name, attributes);
    },
    close(name) {
      rich.close();
      if (name === element) found(rich.take());
    },
    text(piece) {
      rich.text(piece);
    },
  };
}

export function lengthOf(text: CellText): number {
  return typeof text === "string" ? text.length : text.reduce((sum, run) => sum + run.text.length, 0);
}

/** The text as it is shown in a cell with this font. */
export function shownText(text: CellText, font: CellFont): string {
  if (typeof text === "string") {
    const drawn = font.symbolFont === undefined ? text : symbolText(text, font.symbolFont);
    return font.isStruck ? struckOut(drawn) : drawn;
  }
  const gaps = new NumberGaps();
  let shown = "";
  let struck = "";
  for (const run of text) {
    const hasOwnFont = run.isStruck !== undefined;
    const characters = symbolText(run.text, hasOwnFont ? run.symbolFont : font.symbolFont);
    const drawn = gaps.separate(characters, run.level, run.size || font.size);
    if (run.isStruck ?? font.isStruck) struck += drawn;
    else {
      shown += struckOut(struck) + drawn;
      struck = "";
    }
  }
  return shown + struckOut(struck);
}

/** Decodes characters that XML cannot contain, which strings write as `_x000D_`. */
export function unescaped(text: string): string {
  return text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
