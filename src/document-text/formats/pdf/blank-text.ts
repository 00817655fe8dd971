import type { Glyph } from "./glyphs.ts";
import { undecodable } from "./line-marks.ts";

const leastOdd = 4;
// In heights of a line. Spaces of one font are equally wide.
const oddWidth = 0.04;

/**
 * Text of a font that maps all its characters to no-break spaces: neighbors of unequal widths. Becomes undecodable text.
 * PDFium itself drops repeated plain spaces.
 */
export function blankText(blanks: readonly Glyph[]): Glyph[] {
  const found = sequencesOf(blanks)
    .filter((sequence) => countOdd(sequence) >= leastOdd)
    .flat();
  for (const glyph of found) {
    glyph.text = undecodable;
    glyph.spaced = false;
  }
  return found;
}

function sequencesOf(blanks: readonly Glyph[]): Glyph[][] {
  const sequences: Glyph[][] = [];
  for (const glyph of blanks) {
    const open = sequences.at(-1);
    const last = open?.at(-1);
    if (last && last.index + 1 === glyph.index && last.baseline === glyph.baseline) open?.push(glyph);
    else sequences.push([glyph]);
  }
  return sequences;
}

function countOdd(sequence: readonly Glyph[]): number {
  return sequence.filter((glyph, at) => {
    const last = sequence[at - 1];
    if (!last) return false;
    const height = Math.max(0.1, glyph.top - glyph.bottom);
    const isSameHeight = Math.abs(last.top - last.bottom - height) < 0.01 * height;
    const change = Math.abs(glyph.right - glyph.left - (last.right - last.left));
    return isSameHeight && change > oddWidth * height;
  }).length;
}
