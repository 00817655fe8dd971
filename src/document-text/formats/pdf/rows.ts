import type { Glyph } from "./glyphs.ts";
import { type Run, runOf } from "./runs.ts";

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
const tightGap = 0.05;
const collision = 0.5;
const lookBack = 6;
const lookBackRuns = 50;

/** Sorts runs into lines, from top to bottom. */
export function rowsOf(runs: readonly Run[]): Row[] {
  const rows: Row[] = [];
  for (const run of runs.toSorted((a, b) => b.baseline - a.baseline || a.left - b.left)) {
    const row = lineOf(run, rows);
    if (row) add(run, row);
    else rows.push(rowOf(run));
  }
  const whole = withoutSmallRows(rows);
  for (const row of whole) row.cells = cellsOf(row);
  return whole.sort((a, b) => b.top + b.bottom - a.top - a.bottom);
}

function rowOf(run: Run): Row {
  const { top, bottom, baseline, height } = run;
  return { cells: [], runs: [run], top, bottom, baseline, height, widest: run.right - run.left };
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

// The row keeps the place of its widest run: small print beside it must not move it.
function add(run: Run, row: Row): void {
  row.runs.push(run);
  const width = run.right - run.left;
  if (width <= row.widest) return;
  const { top, bottom, baseline, height } = run;
  Object.assign(row, { top, bottom, baseline, height, widest: width });
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

function cellOf(runs: readonly Run[]): Cell {
  const left = Math.min(...runs.map((run) => run.left));
  const right = Math.max(...runs.map((run) => run.right));
  return { text: joined(runs), left, right };
}

function joined(runs: readonly Run[]): string {
  const isRightToLeft = runs.filter((run) => run.isRightToLeft).length > runs.length / 2;
  let text = "";
  let last: Run | undefined;
  for (const run of isRightToLeft ? runs.toReversed() : dovetailed(runs)) {
    const gap = last ? (isRightToLeft ? last.left - run.right : run.left - last.right) : 0;
    const height = last ? Math.min(run.height, last.height) : run.height;
    const isApart = last && (gap > wordGap * height || gap < -collision * height);
    const own = last && !isApart && isRaised(run, last) ? superscript(run.text) : run.text;
    text += isApart ? ` ${own}` : own;
    last = run;
  }
  return text;
}

/** Puts runs that were drawn into the gaps of another, such as decimal points, where they stand. */
function dovetailed(runs: readonly Run[]): Run[] {
  const found: Run[] = [];
  for (const run of runs) {
    const last = found.at(-1);
    if (last && run.left < last.right && !last.isRightToLeft && !run.isRightToLeft && fits(run, last)) {
      found[found.length - 1] = runOf(respaced([...last.glyphs, ...run.glyphs]));
    } else {
      found.push(run);
    }
  }
  return found;
}

/** From left to right, with spaces only where there still is room. */
function respaced(glyphs: readonly Glyph[]): Glyph[] {
  const sorted = glyphs.toSorted((a, b) => a.left - b.left);
  return sorted.map((glyph, at) => {
    const gap = glyph.left - (sorted[at - 1]?.right ?? glyph.left);
    const height = glyph.top - glyph.bottom;
    return { ...glyph, spaced: gap > (glyph.spaced ? tightGap : wordGap) * height };
  });
}

const mostFitted = 200;
const hasDigit = /\p{Nd}/u;

function fits(run: Run, into: Run): boolean {
  if (run.glyphs.length > mostFitted || into.glyphs.length > mostFitted) return false;
  // Two numbers drawn over each other would become another number.
  if (hasDigit.test(run.text) && hasDigit.test(into.text)) return false;
  return run.glyphs.every((glyph) => into.glyphs.every((other) => !collides(glyph, other)));
}

function collides(a: Glyph, b: Glyph): boolean {
  const shared = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  return shared > 0.4 * Math.min(a.right - a.left, b.right - b.left);
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
