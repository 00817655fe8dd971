import { addRun, type Row } from "./row.ts";

// In heights of a line, and of the step to the next line.
const mostHalfStep = 0.6;

/** Joins rows that stand beside each other, a part of a line apart, where the lines above and below are much farther away. */
export function withoutHalfLines(rows: readonly Row[]): Row[] {
  const found: Row[] = [];
  for (let at = 0; at < rows.length; at++) {
    const [before, row, next, after] = [rows[at - 1], rows[at], rows[at + 1], rows[at + 2]];
    if (!row) continue;
    found.push(row);
    if (!next || !areBeside(row, next)) continue;
    const step = stepTo(row, next);
    if (Math.min(stepTo(before, row), stepTo(next, after)) * mostHalfStep < step) continue;
    for (const run of next.runs) addRun(run, row);
    at++;
  }
  return found;
}

function stepTo(above: Row | undefined, below: Row | undefined): number {
  return above && below ? above.baseline - below.baseline : Number.POSITIVE_INFINITY;
}

/** Whether two rows share height, but no width. */
function areBeside(a: Row, b: Row): boolean {
  if (stepTo(a, b) > mostHalfStep * Math.min(a.height, b.height) || a.runs.length * b.runs.length > 400)
    return false;
  return !a.runs.some((run) => b.runs.some((other) => run.left < other.right && other.left < run.right));
}
