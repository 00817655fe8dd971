import { type ColumnLine, isColumn, type Sides } from "./column-lines.ts";

// Of the lines beside prose, this share has words of its own, and no more than this share stands on one line with it.
const wordedShare = 0.6;
const levelShare = 0.4;
// In heights of a line. Cells of one row stand closer, or all of them as much apart.
const levelStep = 0.05;
// Fewer may be a label.
const wordsInLine = 4;
const mostBeyond = 0.2;

/** Whether rows are prose on one side of a gutter, and on the other something that is no part of its lines: an address, a table, a note. */
export function isOwnBlock(pairs: readonly Sides[]): boolean {
  return isBeside(pairs) || isBeside(pairs.map(([left, right]) => [right, left] as const));
}

function isBeside(pairs: readonly Sides[]): boolean {
  const prose = pairs.map(([line]) => line).filter((line) => line !== undefined);
  const others = pairs.map(([, other]) => other).filter((line) => line !== undefined);
  if (others.length === 0 || !isColumn(prose) || !isOutermost(prose)) return false;
  if (countWords(prose) < wordsInLine * prose.length) return false;
  const worded = others.filter(({ isLabeled }) => isLabeled);
  return worded.length >= wordedShare * others.length && countLevel(pairs) <= levelShare * others.length;
}

/** Whether the prose is no column in the middle of a table. */
function isOutermost(lines: readonly ColumnLine[]): boolean {
  return lines.filter(({ isOneOfMany }) => isOneOfMany).length <= mostBeyond * lines.length;
}

function countWords(lines: readonly ColumnLine[]): number {
  return lines.reduce((sum, { text }) => sum + (text.match(/\p{L}{2,}/gu)?.length ?? 0), 0);
}

function countLevel(pairs: readonly Sides[]): number {
  const steps = pairs
    .flatMap(([a, b]) => (a && b ? [(a.baseline - b.baseline) / Math.min(a.height, b.height)] : []))
    .sort((a, b) => a - b);
  const usual = steps[steps.length >> 1] ?? 0;
  return steps.filter((step) => Math.min(Math.abs(step), Math.abs(step - usual)) < levelStep).length;
}
