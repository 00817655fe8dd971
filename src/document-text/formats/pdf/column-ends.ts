import { type ColumnLine, leastLines, type Sides } from "./column-lines.ts";
import type { Stretch } from "./prose-rows.ts";
import type { Row } from "./row.ts";

// In heights of a line.
const paragraphGap = 1;
const strayGap = 2.5;
const indent = 1.5;
const mostEndRows = 2;

/** From the lowest of one row's texts to the highest of the next one's. */
export function gapBetween(above: Row, below: Row): number {
  const bottom = above.runs.reduce((lowest, run) => Math.min(lowest, run.bottom), above.bottom);
  return bottom - below.runs.reduce((highest, run) => Math.max(highest, run.top), below.top);
}

/** Without a few rows that stand apart above or below columns: a title, or the names of those who sign. */
export function withoutStrays(rows: readonly Row[], { from, to }: Stretch): Stretch {
  let [first, end] = [from, to];
  for (let index = from + 1; index < to; index++) {
    if (!isApart(rows, index, strayGap)) continue;
    if (index - from < leastLines) first = index;
    if (to - index < leastLines && end === to) end = index;
  }
  return { from: first, to: Math.max(first, end) };
}

/** With the headings above columns and the last lines below them, which have too few words to be prose. */
export function withEnds(
  rows: readonly Row[],
  beside: readonly Sides[],
  { from, to }: Stretch,
  within: Stretch,
): Stretch {
  const edges = [0, 1].map((side) => usualLeft(beside.slice(from, to).map((sides) => sides[side])));
  const fits = (index: number) =>
    (beside[index] ?? []).every((line, side) => line === undefined || isInColumn(line, edges[side] ?? 0));
  return { from: from - endRows(-1), to: to + endRows(1) };

  /** None if more rows follow: then they are a table. */
  function endRows(direction: 1 | -1): number {
    let count = 0;
    for (;;) {
      const index = direction > 0 ? to + count : from - 1 - count;
      const isEnd = index < within.from || index >= within.to;
      if (isEnd || isApart(rows, direction > 0 ? index : index + 1, paragraphGap)) return count;
      if (count === mostEndRows || !fits(index)) return 0;
      count++;
    }
  }
}

function isApart(rows: readonly Row[], index: number, gap: number): boolean {
  const [above, below] = [rows[index - 1], rows[index]];
  return !above || !below || gapBetween(above, below) > gap * below.height;
}

function usualLeft(lines: readonly (ColumnLine | undefined)[]): number {
  const lefts = lines.filter((line) => line !== undefined).map(({ left }) => left);
  return lefts.sort((a, b) => a - b)[lefts.length >> 1] ?? 0;
}

const amount = /^[^\p{L}]*\p{Nd}[^\p{L}]*$/u;

function isInColumn({ text, left, height }: ColumnLine, edge: number): boolean {
  return Math.abs(left - edge) < indent * height && !amount.test(text);
}
