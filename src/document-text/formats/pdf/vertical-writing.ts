import type { Glyph } from "./glyphs.ts";

const eastAsian = 0x2e80;
const leastInColumn = 3;
const turned = 90;

/** Turns Chinese and Japanese characters that are written from top to bottom, so that each of their columns is a line. */
export function turnColumns(glyphs: readonly Glyph[]): void {
  let from = 0;
  for (let at = 1; at <= glyphs.length; at++) {
    const [last, next] = [glyphs[at - 1], glyphs[at]];
    if (last && next && isBelow(last, next)) continue;
    if (at - from >= leastInColumn) for (const glyph of glyphs.slice(from, at)) turnUp(glyph);
    from = at;
  }
}

function isBelow(last: Glyph, next: Glyph): boolean {
  if ((next.text.codePointAt(0) ?? 0) < eastAsian || next.turn !== 0 || last.turn !== 0) return false;
  const height = last.top - last.bottom;
  const step = last.baseline - next.baseline;
  const shift = Math.abs(last.left + last.right - next.left - next.right) / 2;
  return shift < 0.2 * height && step > 0.8 * height && step < 1.1 * height;
}

/** The columns follow each other from right to left. */
function turnUp(glyph: Glyph): void {
  const { left, right, bottom, top } = glyph;
  Object.assign(glyph, {
    left: -top,
    right: -bottom,
    bottom: left,
    top: right,
    baseline: left,
    turn: turned,
  });
}
