import { characterAt, seenFrom } from "./seen.ts";

/** Signs that may stand before the digits of a number. */
export const signs = "-+(\u00b1\u2010\u2011\u2012\u2013\u2014\u2015\u207b\u2212\ufe63\uff0b\uff0d";

/** Signs that may stand between the digits of a number, and before those of a fraction. */
export const points = ".,\u066b\u066c\uff0c\uff0e";

/** Whether a number begins at a position of a text; `open` if the text ends after a sign that may begin one. */
export type Beginning = "number" | "open" | "other";

/** Finds out whether a number begins at a position, perhaps with one of some characters before its digits. */
export function beginningAt(text: string, at: number, before: string): Beginning {
  const first = characterAt(text, at);
  if (isDigit(first)) return "number";
  if (!before.includes(first)) return "other";
  const next = seenFrom(text, at + 1);
  if (next === text.length) return "open";
  return isDigit(characterAt(text, next)) ? "number" : "other";
}

/** Whether a character may be the last one of a number. */
export function endsNumber(character: string): boolean {
  return isDigit(character) || (character !== "" && `${points}'\u2019`.includes(character));
}

/** Whether a character is a digit of any script. */
export function isDigit(character: string): boolean {
  const unit = character.charCodeAt(0);
  return isIn(unit, 0x30, 0x39) || (unit >= 0x660 && digit.test(character));
}

const digit = /^\p{Nd}/u;

// Comparisons, not a pattern, which each worker would have to compile.
export function isLetter(character: string): boolean {
  const unit = character.charCodeAt(0);
  return isIn(unit | 0x20, 0x61, 0x7a) || isIn(unit, 0xc0, 0x24f) || isIn(unit, 0x370, 0x52f);
}

/** Whether a character is an opening bracket. */
export function isOpening(character: string): boolean {
  return character === "(" || character === "[" || character === "{";
}

export function isSlash(character: string): boolean {
  return character === "/" || character === "\u2044";
}

function isIn(unit: number, first: number, last: number): boolean {
  return unit >= first && unit <= last;
}
