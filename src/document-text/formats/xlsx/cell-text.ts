import { isOn } from "../../input/xml.ts";
import { struckOut } from "../../output/marks.ts";
import { plainNumber } from "../../output/number-format.ts";
import { symbolText } from "../../output/symbols.ts";
import { type CellText, shownText, unescaped } from "./rich-text.ts";

/** What cells share: the strings of the workbook, and by style index how a style shows a value. */
export interface CellLooks {
  strings: readonly CellText[];
  formats: readonly ((value: number) => string)[];
  /** Of text, where a style adds something to it. */
  textFormats: readonly (((text: string) => string) | undefined)[];
  isStruck: readonly boolean[];
  /** Of fonts, in points. */
  sizes: readonly (number | undefined)[];
  /** Fonts whose letters are drawn as symbols. */
  symbolFonts: readonly (string | undefined)[];
}

/** A cell as it is stored. */
export interface CellContent {
  type: string;
  style: number;
  /** The stored value; undefined if there is none. */
  value: string | undefined;
  inline: CellText | undefined;
  formula: string | undefined;
}

/** The text that a cell shows. */
export function cellText(cell: CellContent, looks: CellLooks): string {
  const { type, style, value, inline } = cell;
  const isStruck = looks.isStruck[style] ?? false;
  if (type === "n" && inline === undefined) {
    const number = plainText(cell, looks);
    return isStruck ? struckOut(number) : number;
  }
  const font = { isStruck, size: looks.sizes[style], symbolFont: looks.symbolFonts[style] };
  const format = looks.textFormats[style] ?? asItIs;
  if (inline !== undefined && value === undefined) return format(shownText(inline, font));
  if (type === "s" && value) {
    return format(shownText(looks.strings[Number(value)] ?? "(text missing in the file)", font));
  }
  const text = plainText(cell, looks);
  return isStruck ? struckOut(text) : text;
}

function plainText({ type, style, value, formula }: CellContent, looks: CellLooks): string {
  const isStored = value !== undefined && (value !== "" || type === "str");
  if (formula !== undefined && !isStored) return `(=${formula || "a shared formula"}: no stored value)`;
  if (value === undefined || value === "") return "";
  if (type === "b") return isOn(value.trim()) ? "TRUE" : "FALSE";
  if (type === "str") {
    const text = symbolText(unescaped(value), looks.symbolFonts[style]);
    return (looks.textFormats[style] ?? asItIs)(text);
  }
  if (type !== "n") return unescaped(value);
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  return (looks.formats[style] ?? plainNumber)(number);
}

function asItIs(text: string): string {
  return text;
}
