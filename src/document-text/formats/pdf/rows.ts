import { cellsOf } from "./cells.ts";
import { withoutHalfLines } from "./half-lines.ts";
import { addRun, type Row, rowOf } from "./row.ts";
import type { Run } from "./runs.ts";

// In heights of a line.
const centerStep = 0.34;
const baselineStep = 0.2;
const lookBack = 6;
const lookBackRuns = 50;

/** Sorts runs into lines, from top to bottom. */
export function rowsOf(runs: readonly Run[]): Row[] {
  const rows: Row[] = [];
  for (const run of runs.toSorted((a, b) => b.baseline - a.baseline || a.left - b.left)) {
    const row = lineOf(run, rows);
    if (row) addRun(run, row);
    else rows.push(rowOf(run));
  }
  const whole = withoutHalfLines(withoutSmallRows(rows));
  const cells = cellsOf(whole);
  for (const [at, row] of whole.entries()) row.cells = cells[at] ?? [];
  return whole.sort((a, b) => b.top + b.bottom - a.top - a.bottom);
}

function lineOf(run: Run, rows: readonly Row[]): Row | undefined {
  for (let at = rows.length - 1; at >= Math.max(0, rows.length - lookBack); at--) {
    const row = rows[at];
    if (row && isOnLine(run, row)) return row;
  }
  return undefined;
}

function isOnLine(run: Run, row: Row): boolean {
  const height = Math.min(run.height, row.height);
  const center = Math.abs(run.top + run.bottom - row.top - row.bottom) / 2;
  const isLevel =
    center < centerStep * height || Math.abs(run.baseline - row.baseline) < baselineStep * height;
  return isLevel && !row.runs.slice(-lookBackRuns).some((other) => overlaps(run, other));
}

/** Whether two runs share much of their width: then they are two lines, one close below the other. */
function overlaps(a: Run, b: Run): boolean {
  const shared = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  return (
    shared > 0.5 * Math.min(a.right - a.left, b.right - b.left) &&
    Math.abs(a.baseline - b.baseline) > 0.1 * a.height
  );
}

/** Moves small raised or lowered print, such as the number of a footnote, to the line that it touches. */
function withoutSmallRows(rows: readonly Row[]): Row[] {
  return rows.filter((row, at) => {
    if (row.runs.length > 8) return true;
    const near = rows.slice(Math.max(0, at - 2), at + 4);
    const line = near.find((other) => other !== row && row.runs.every((run) => touches(run, other)));
    line?.runs.push(...row.runs);
    return line === undefined;
  });
}

function touches(run: Run, row: Row): boolean {
  if (run.height > 0.85 * row.height) return false;
  const shared = Math.min(run.top, row.top) - Math.max(run.bottom, row.bottom);
  const isBeside = row.runs.slice(0, lookBackRuns).some((other) => {
    const gap = Math.max(run.left, other.left) - Math.min(run.right, other.right);
    return other.height > run.height && gap > -0.3 * run.height && gap < 0.3 * run.height;
  });
  return shared > 0.5 * run.height && isBeside;
}
