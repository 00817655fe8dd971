import { symbolFont } from "../../output/symbols.ts";
import { isZero, pixelsOf } from "./lengths.ts";

/** A size in pixels, or one that multiplies the size around it. */
export interface FontSize {
  value: number;
  isRelative: boolean;
}

/** The usual size of text, in pixels. */
export const usualFontSize = 16;

const keywords: Readonly<Record<string, FontSize>> = {
  "xx-small": fixed(9),
  "x-small": fixed(10),
  small: fixed(13),
  medium: fixed(usualFontSize),
  large: fixed(18),
  "x-large": fixed(24),
  "xx-large": fixed(32),
  "xxx-large": fixed(48),
  smaller: relative(0.83),
  larger: relative(1.2),
  initial: fixed(usualFontSize),
};

const small = relative(0.83);
const big = relative(1.2);

// Of `<font size>`, which counts from 1.
const fontSteps = [10, 13, usualFontSize, 18, 24, 32, 48];
const usualStep = 3;

function fixed(value: number): FontSize {
  return { value, isRelative: false };
}

function relative(value: number): FontSize {
  return { value, isRelative: true };
}

/** The font size that a CSS value sets; undefined for one that is not known. */
export function fontSizeOf(value: string): FontSize | undefined {
  const word = value.toLowerCase();
  if (isZero(word)) return fixed(0);
  const number = Number.parseFloat(word);
  if (number > 0 && /^[\d.]+%$/.test(word)) return relative(number / 100);
  if (number > 0 && /^[\d.]+em$/.test(word)) return relative(number);
  const pixels = pixelsOf(word);
  if (pixels !== undefined) return pixels > 0 ? fixed(pixels) : undefined;
  // A calculated size is at least not zero.
  if (/^[a-z-]*\(/.test(word) || /^[\d.]+[a-z]+$/.test(word)) return fixed(usualFontSize);
  return Object.hasOwn(keywords, word) ? keywords[word] : undefined;
}

/** The font size that an element has without a style; undefined for that of the text around it. */
export function fontSizeOfElement(
  name: string,
  { size }: Readonly<Record<string, string>>,
): FontSize | undefined {
  if (name === "small") return small;
  if (name === "big") return big;
  if (name !== "font" || size === undefined) return undefined;
  const written = size.trim();
  const step = Number.parseInt(written, 10);
  if (Number.isNaN(step)) return undefined;
  const from1 = /^[-+]/.test(written) ? usualStep + step : step;
  return fixed(fontSteps[Math.min(Math.max(from1, 1), fontSteps.length) - 1] ?? usualFontSize);
}

export interface Font {
  size: FontSize | undefined;
  /** A font whose letters are drawn as symbols; empty for other fonts. */
  symbolFont: string;
}

/** A `font` shorthand such as `italic 700 12px/1.5 Wingdings, serif`: the families follow the size. Undefined if it has no size. */
export function fontOf(shorthand: string): Font | undefined {
  const words = shorthand.split(/\s+/);
  const at = words.findIndex(isSize);
  if (at < 0) return undefined;
  const [size = ""] = (words[at] ?? "").split("/");
  const families = words.slice(words[at + 1] === "/" ? at + 3 : at + 1).join(" ");
  return { size: fontSizeOf(size), symbolFont: symbolFont(families) ?? "" };
}

// A number without a unit is a weight.
function isSize(word: string): boolean {
  const [size = ""] = word.split("/");
  return (isZero(size) || !/^[\d.]+$/.test(size)) && fontSizeOf(size) !== undefined;
}
