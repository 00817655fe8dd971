import type { Run } from "./runs.ts";

/** Runs on one line with at most a word's space between them. */
export interface Cell {
  text: string;
  left: number;
  right: number;
}

/** A line across a page or a column. */
export interface Row {
  /** From left to right. */
  cells: Cell[];
  runs: Run[];
  top: number;
  bottom: number;
  baseline: number;
  height: number;
  widest: number;
}

// In heights of a line.
const centerStep = 0.34;
const baselineStep = 0.2;
const cellGap = 1;
const wordGap = 0.13;
const lookBack = 6;
const lookBackRuns = 50;

/** Sorts runs into lines, from top to bottom. */
export function rowsOf(runs: readonly Run[]): Row[] {
  const rows: Row[] = [];
  for (const run of runs.toSorted((a, b) => b.baseline - a.baseline || a.left - b.left)) {
    const row = rows.slice(-lookBack).findLast((other) => isOnLine(run, other));
    if (row) add(run, row);
    else rows.push(rowOf(run));
  }
  for (const row of rows) row.cells = cellsOf(row);
  return rows.sort((a, b) => b.top + b.bottom - a.top - a.bottom);
}

function rowOf(run: Run): Row {
  const { top, bottom, baseline, height } = run;
  return { cells: [], runs: [run], top, bottom, baseline, height, widest: run.right - run.left };
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

// The row keeps the place of its widest run: small print beside it must not move it.
function add(run: Run, row: Row): void {
  row.runs.push(run);
  const width = run.right - run.left;
  if (width <= row.widest) return;
  const { top, bottom, baseline, height } = run;
  Object.assign(row, { top, bottom, baseline, height, widest: width });
}

function cellsOf(row: Row): Cell[] {
  row.runs.sort((a, b) => a.left - b.left || a.right - b.right);
  const cells: Cell[] = [];
  let open: Run[] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const run of row.runs) {
    if (open.length > 0 && run.left - right >= cellGap * Math.min(run.height, row.height)) {
      cells.push(cellOf(open));
      open = [];
    }
    open.push(run);
    right = Math.max(right, run.right);
  }
  if (open.length > 0) cells.push(cellOf(open));
  return cells;
}

function cellOf(runs: Run[]): Cell {
  const left = Math.min(...runs.map((run) => run.left));
  const right = Math.max(...runs.map((run) => run.right));
  return { text: joined(runs), left, right };
}

function joined(runs: readonly Run[]): string {
  const isRightToLeft = runs.filter((run) => run.isRightToLeft).length > runs.length / 2;
  const order = isRightToLeft ? runs.toReversed() : runs;
  let text = "";
  let last: Run | undefined;
  for (const run of order) {
    const gap = last ? (isRightToLeft ? last.left - run.right : run.left - last.right) : 0;
    const isApart = last && gap > wordGap * Math.min(run.height, last.height);
    const own = last && !isApart && isRaised(run, last) ? superscript(run.text) : run.text;
    text += isApart ? ` ${own}` : own;
    last = run;
  }
  return text;
}

const endsInDigit = /\p{Nd}$/u;
const digits = /^\d+$/;

/** Whether a small raised number follows a number: a footnote's, or the cents of a price. */
function isRaised(run: Run, last: Run): boolean {
  return (
    digits.test(run.text) &&
    endsInDigit.test(last.text) &&
    run.height < 0.85 * last.height &&
    run.baseline - last.baseline > baselineStep * last.height
  );
}

function superscript(text: string): string {
  return Array.from(text, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? digit).join("");
}
