import { type Group, joinApartSigns } from "./apart-signs.ts";
import type { Glyph } from "./glyphs.ts";
import { type Run, runOf } from "./runs.ts";

/** Runs on one line with at most a word's space between them. */
export interface Cell {
  text: string;
  left: number;
  right: number;
}

// In heights of a line.
const cellGap = 1;
const wordGap = 0.13;
const tightGap = 0.05;
const collision = 0.5;
const raised = 0.2;
const mostFitted = 200;

/** Sorts the runs of each line, and joins those that stand close together, and amounts with their signs. */
export function cellsOf(lines: readonly { runs: Run[]; height: number }[]): Cell[][] {
  return joinApartSigns(lines.map(groupsOf)).map((groups) => groups.map(({ runs }) => cellOf(runs)));
}

function groupsOf({ runs, height }: { runs: Run[]; height: number }): Group[] {
  runs.sort((a, b) => a.left - b.left || a.right - b.right);
  const groups: Group[] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const run of runs) {
    const gap = (run.left - right) / Math.min(run.height, height);
    const open = groups.at(-1);
    if (open && gap < cellGap) open.runs.push(run);
    else groups.push({ runs: [run], gap });
    right = Math.max(right, run.right);
  }
  return groups;
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
    run.baseline - last.baseline > raised * last.height
  );
}

function superscript(text: string): string {
  return Array.from(text, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? digit).join("");
}
