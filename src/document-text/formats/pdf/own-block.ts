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
  if (areOutOfStep(prose, others)) return true;
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

const leastLinesOutOfStep = 8;
const mostInStep = 0.5;

/**
 * Whether lines stand anywhere beside those of prose, as in a chart. Amounts of a table stand on its lines, or halfway between
 * them.
 */
function areOutOfStep(prose: readonly ColumnLine[], others: readonly ColumnLine[]): boolean {
  if (Math.min(prose.length, others.length) < leastLinesOutOfStep) return false;
  const steps = prose.slice(1).map(({ baseline }, at) => (prose[at]?.baseline ?? 0) - baseline);
  const step = steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? 0;
  if (step <= 0) return false;
  let [across, up] = [0, 0];
  for (const { baseline } of others) {
    const nearest = prose.reduce((a, b) =>
      Math.abs(b.baseline - baseline) < Math.abs(a.baseline - baseline) ? b : a,
    );
    const angle = (4 * Math.PI * (nearest.baseline - baseline)) / step;
    across += Math.cos(angle);
    up += Math.sin(angle);
  }
  return Math.hypot(across, up) < mostInStep * others.length;
}
