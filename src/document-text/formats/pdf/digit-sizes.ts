import type { Glyph } from "./glyphs.ts";

const otherSize = 0.75;
// Fonts of one size differ in the height of their boxes, and scanned text in the size of its fonts.
const otherWidth = 0.82;

const digit = /\p{Nd}/u;

/** Whether two characters are digits, one clearly smaller than the other: they are of two numbers. */
export function areDigitsOfTwoSizes(last: Glyph | undefined, next: Glyph | undefined): boolean {
  if (!last || !next) return false;
  return (isSmaller(last, next) || isSmaller(next, last)) && digit.test(last.text) && digit.test(next.text);
}

function isSmaller(glyph: Glyph, other: Glyph): boolean {
  return (
    glyph.top - glyph.bottom < otherSize * (other.top - other.bottom) &&
    glyph.right - glyph.left < otherWidth * (other.right - other.left)
  );
}
