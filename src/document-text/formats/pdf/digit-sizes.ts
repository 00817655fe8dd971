import type { Glyph } from "./glyphs.ts";

const otherSize = 0.75;
// Fonts of one size differ in the height of their boxes, and scanned text in the size of its fonts.
const otherWidth = 0.82;

const digit = /\p{Nd}/u;

/** Whether two characters are digits, one clearly smaller than the other: they are of two numbers. */
export function areDigitsOfTwoSizes(last: Glyph | undefined, next: Glyph | undefined): boolean {
  if (!last || !next) return false;
  return (
    differ(last.top - last.bottom, next.top - next.bottom, otherSize) &&
    differ(last.right - last.left, next.right - next.left, otherWidth) &&
    digit.test(last.text) &&
    digit.test(next.text)
  );
}

function differ(one: number, other: number, share: number): boolean {
  return one < share * other || other < share * one;
}
