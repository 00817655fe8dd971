import { symbolFont } from "../output/symbols.ts";
import { withoutComments } from "./html-css-rules.ts";

/** What a style changes of what a reader sees. Undefined where it says nothing. */
export interface Look {
  /** With all that is in the element. */
  isHidden?: boolean;
  /** Inherited, but an element inside may be visible. */
  isInvisible?: boolean;
  /** Text of size zero; inherited. */
  isTiny?: boolean;
  isStruck?: boolean;
  /** Whether the element begins a line, or only stands apart from its neighbors; or its part in a table. */
  display?: "block" | "apart" | "inline" | "table" | "group" | "row" | "cell";
  /** A font whose letters are drawn as symbols; empty for other fonts. Inherited. */
  symbolFont?: string;
  /** Whether line breaks and spaces stay as they are; inherited. */
  isPreformatted?: boolean;
  /** Whether what is in the element stands side by side, unless it forms a column. */
  isFlex?: boolean;
  isColumn?: boolean;
  /** Whether the style adds text. */
  isAdded?: boolean;
}

export interface Looks {
  normal: Readonly<Look>;
  /** Set with `!important`. */
  important: Readonly<Look> | undefined;
}

/** Changes nothing. */
export const noLook: Readonly<Look> = {};
export const noLooks: Looks = { normal: noLook, important: undefined };

const maxKnown = 1000;
const maxKnownCharacters = 500;

/** The looks of `style` attributes. The same few repeat on a page that a program has written. */
export class KnownLooks {
  readonly #known = new Map<string, Looks>();

  of(style: string): Looks {
    const known = this.#known.get(style);
    if (known) return known;
    const looks = looksOf(style);
    if (this.#known.size < maxKnown && style.length <= maxKnownCharacters) this.#known.set(style, looks);
    return looks;
  }
}

const relevant =
  /display|visibility|mso-hide|font|opacity|max-height|text-decoration|content|float|position|white-space|flex-|clip|overflow|-\d{3}/i;
const zero = /^0(\.0*)?(px|pt|em|rem|%)?$/i;

/** What declarations such as `display: none; color: red` do to text. */
export function looksOf(declarations: string): Looks {
  if (!relevant.test(declarations)) return noLooks;
  const looks: { normal: Look; important: Look | undefined } = { normal: {}, important: undefined };
  let isFlat = false;
  let isCut = false;
  for (const declaration of withoutComments(declarations).split(";")) {
    const colon = declaration.indexOf(":");
    if (colon < 0) continue;
    const name = declaration.slice(0, colon).trim().toLowerCase();
    const written = declaration.slice(colon + 1).trim();
    const value = written.replace(/\s*!\s*important$/i, "");
    if (name === "height" || name === "width") isFlat ||= zero.test(value);
    if (name === "overflow") isCut ||= /^(hidden|clip)/i.test(value);
    if (value === written) apply(looks.normal, name, value);
    else {
      looks.important ??= {};
      apply(looks.important, name, value);
    }
  }
  if (isFlat && isCut) looks.normal.isHidden = true;
  return looks;
}

function apply(look: Look, name: string, value: string): void {
  switch (name) {
    case "display":
      if (/^none$/i.test(value)) look.isHidden = true;
      else look.isHidden ??= false;
      look.display = displayOf(value);
      look.isFlex = /^(inline-)?flex$/i.test(value);
      break;
    case "visibility":
      look.isInvisible = /^(hidden|collapse)$/i.test(value);
      break;
    case "mso-hide":
      if (/^all$/i.test(value)) look.isHidden = true;
      break;
    case "opacity":
    case "max-height":
      if (zero.test(value)) look.isHidden = true;
      break;
    case "clip":
    case "clip-path":
    case "content-visibility":
      if (nothingLeft.test(value)) look.isHidden = true;
      break;
    case "left":
    case "right":
    case "top":
    case "text-indent":
      if (isFarOutside(value)) look.isHidden = true;
      break;
    case "white-space":
      look.isPreformatted = /^(pre|break-spaces)/i.test(value);
      break;
    case "flex-direction":
    case "flex-flow":
      look.isColumn = /^column/i.test(value);
      break;
    case "font-size":
      look.isTiny = zero.test(value);
      break;
    case "font-family":
      look.symbolFont = symbolFont(value) ?? "";
      break;
    case "font":
      look.symbolFont = symbolFont(afterSize(value)) ?? "";
      look.isTiny = /(^|\s)0(px|pt|em)?[\s/]/i.test(value);
      break;
    case "text-decoration":
    case "text-decoration-line":
    case "-webkit-text-decoration":
    case "-webkit-text-decoration-line":
      look.isStruck = /line-through/i.test(value);
      break;
    case "float":
    case "position":
      if (/^(left|right|absolute|fixed)$/i.test(value)) look.display ??= "apart";
      break;
    case "content":
      look.isAdded = isText(value);
      break;
  }
}

const nothingLeft = /^(hidden|rect\(\s*([01](px)?[\s,]+){3}[01](px)?\s*\)|inset\((50|100)%.*|circle\(0.*)$/i;
const outsidePx = 999;
const pxPerEm = 16;

// Programs put text for screen readers there.
function isFarOutside(value: string): boolean {
  const [, length, unit = ""] = /^-(\d+(?:\.\d+)?)(px|pt|em|rem)?$/i.exec(value) ?? [];
  return Number(length) * (/em/i.test(unit) ? pxPerEm : 1) >= outsidePx;
}

const displays = new Map<string, Look["display"]>([
  ["table", "table"],
  ["table-row-group", "group"],
  ["table-header-group", "group"],
  ["table-footer-group", "group"],
  ["table-row", "row"],
  ["table-cell", "cell"],
]);

function displayOf(value: string): Look["display"] {
  const part = displays.get(value.toLowerCase());
  if (part) return part;
  if (/^inline-/i.test(value)) return "apart";
  return /^(block|flex|grid|table|list-item|flow-root)/i.test(value) ? "block" : "inline";
}

// Letters, digits, signs and brackets. Icons of a font are escaped characters for private use.
function isText(content: string): boolean {
  const shown = content
    .replace(/\\([\da-f]{1,6})\s?/gi, (_, hex: string) => characterOf(Number.parseInt(hex, 16)))
    .replace(/^none$|^normal$/i, "");
  return /["'][^"']*[\p{L}\p{N}\p{Sc}\p{Pd}()+%\u2212][^"']*["']|^(attr|counter)/u.test(shown);
}

function characterOf(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : "";
}

/** The families of a `font` shorthand: what follows the first word with a digit, which is the size. */
function afterSize(font: string): string | undefined {
  const digitAt = font.search(/\d/);
  if (digitAt < 0) return undefined;
  const rest = font.slice(digitAt);
  const spaceAt = rest.search(/\s/);
  return spaceAt < 0 ? undefined : rest.slice(spaceAt).trimStart();
}
