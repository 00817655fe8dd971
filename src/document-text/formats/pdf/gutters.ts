import { gapBetween, withEnds, withoutStrays } from "./column-ends.ts";
import { areRecords, isColumn, leastLines, linesBeside, type Sides } from "./column-lines.ts";
import { isOwnBlock } from "./own-block.ts";
import { proseIn, type Stretch } from "./prose-rows.ts";
import type { Row } from "./row.ts";
import type { Run } from "./runs.ts";

const triedGutters = 16;

/** An empty strip beside which the rows from one number, and up to before another, are read side by side. */
export interface Gutter extends Stretch {
  at: number;
}

/**
 * Where prose stands on both sides of an empty strip, or on one side, and beside it a block of its own: neither is a cell
 * of the other.
 */
export function findGutter(rows: readonly Row[]): Gutter | undefined {
  if (rows.length < leastLines) return undefined;
  let best: (Gutter & { lines: number }) | undefined;
  for (const at of likelyGutters(rows)) {
    for (const stretch of stretches(rows, at)) {
      // No more lines than these can stand beside it.
      if (2 * (stretch.to - stretch.from) <= (best?.lines ?? 0)) continue;
      for (const found of columnsIn(rows, stretch, at)) if (found.lines > (best?.lines ?? 0)) best = found;
    }
  }
  return best;
}

const noLines: Sides = [undefined, undefined];

function columnsIn(rows: readonly Row[], stretch: Stretch, at: number): (Gutter & { lines: number })[] {
  const beside = rows
    .slice(0, stretch.to)
    .map((row, index) => (index < stretch.from ? noLines : linesBeside(row, at)));
  const both = withoutStrays(rows, proseIn(rows, beside, stretch));
  const sides = linesOfSides(beside, both);
  if (sides.every(isColumn)) {
    if (sides.some(areRecords)) return [];
    return [{ ...withEnds(rows, beside, both, stretch), at, lines: countLines(sides) }];
  }
  return groupsIn(rows, stretch)
    .filter((group) => isOwnBlock(beside.slice(group.from, group.to)))
    .map((group) => ({ ...group, at, lines: countLines(linesOfSides(beside, group)) }));
}

function linesOfSides(beside: readonly Sides[], { from, to }: Stretch) {
  const within = beside.slice(from, to);
  return [within.map(([left]) => left), within.map(([, right]) => right)].map((side) =>
    side.filter((line) => line !== undefined),
  );
}

function countLines(sides: readonly (readonly unknown[])[]): number {
  return sides.reduce((sum, side) => sum + side.length, 0);
}

/** The left edges of words that have another text to their left: those where most such words begin. */
function likelyGutters(rows: readonly Row[]): number[] {
  const counts = new Map<number, { count: number; at: number }>();
  for (const [number, { runs, height }] of rows.entries()) {
    for (const [index, run] of runs.entries()) {
      if (!/\p{L}{2}/u.test(run.text)) continue;
      const before = runs[index - 1];
      const first = before && isBullet(before, run) ? index - 1 : index;
      const left = runs[first]?.left ?? run.left;
      const end = runs[first - 1]?.right ?? endBeside(run, [rows[number - 1], rows[number + 1]]);
      if (end === undefined || left - end < 0.6 * height) continue;
      const key = Math.round(run.left / 3);
      const entry = counts.get(key) ?? { count: 0, at: left };
      entry.count++;
      entry.at = Math.min(entry.at, left);
      counts.set(key, entry);
    }
  }
  const often = [...counts.values()].filter(({ count }) => count >= leastLines / 2);
  return often
    .sort((a, b) => b.count - a.count)
    .slice(0, triedGutters)
    .map(({ at }) => at - 0.5);
}

function isBullet({ text, right }: Run, next: Run): boolean {
  return text.length <= 3 && !/\p{L}{2}/u.test(text) && next.left - right < 2 * next.height;
}

/** Where a row next to a text ends, to the left of it: the lines of two columns may alternate. */
function endBeside(run: Run, neighbors: readonly (Row | undefined)[]): number | undefined {
  const ends = neighbors
    .filter((row) => row !== undefined && row.bottom < run.top && row.top > run.bottom)
    .map((row) => row?.runs.at(-1)?.right ?? 0)
    .filter((right) => right < run.left);
  return ends.length > 0 ? Math.max(...ends) : undefined;
}

/** The longest sequences of rows in which no text crosses a line. */
function stretches(rows: readonly Row[], at: number): Stretch[] {
  const found: Stretch[] = [];
  let from = 0;
  for (let index = 0; index <= rows.length; index++) {
    const row = rows[index];
    if (row && !row.runs.some(({ left, right }) => left < at && right > at + 0.5)) continue;
    if (index - from >= leastLines) found.push({ from, to: index });
    from = index + 1;
  }
  return found;
}

// In heights of a line. Rows of a table whose cells have several lines stand this far apart.
const cellGap = 0.5;

/** A stretch's rows without gaps between them. */
function groupsIn(rows: readonly Row[], { from, to }: Stretch): Stretch[] {
  const groups: Stretch[] = [];
  let first = from;
  for (let index = from + 1; index <= to; index++) {
    const [last, row] = [rows[index - 1], rows[index]];
    if (index < to && last && row && gapBetween(last, row) < cellGap * row.height) continue;
    if (index - first >= leastLines) groups.push({ from: first, to: index });
    first = index;
  }
  return groups;
}
