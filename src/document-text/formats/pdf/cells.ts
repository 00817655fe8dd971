import { settled } from "../../output/marks.ts";
import { NumberGaps } from "../../output/number-gaps.ts";
import type { Group } from "./amount-signs.ts";
import { joinApartSigns } from "./apart-signs.ts";
import { areDigitsOfTwoSizes } from "./digit-sizes.ts";
import type { Glyph } from "./glyphs.ts";
import { levelsOf } from "./raised.ts";
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
  return { text: settled(joined(runs)), left, right };
}

function joined(runs: readonly Run[]): string {
  if (runs.length === 1) return runs[0]?.text ?? "";
  const isRightToLeft = runs.filter((run) => run.isRightToLeft).length > runs.length / 2;
  const inOrder = isRightToLeft ? runs.toReversed() : dovetailed(runs);
  const isApart = inOrder.map((run, at) => isSpaced(inOrder[at - 1], run, isRightToLeft));
  const levels = levelsOf(inOrder, isApart);
  const gaps = new NumberGaps();
  return inOrder
    .map((run, at) => {
      if (isApart[at]) gaps.endLine();
      else if (areDigitsOfTwoSizes(inOrder[at - 1]?.glyphs.at(-1), run.glyphs[0])) gaps.breakNumber();
      return `${isApart[at] ? " " : ""}${gaps.separate(run.text, levels[at] ?? "")}`;
    })
    .join("");
}

/** Whether a space stands between two runs. */
function isSpaced(last: Run | undefined, run: Run, isRightToLeft: boolean): boolean {
  if (!last) return false;
  const gap = isRightToLeft ? last.left - run.right : run.left - last.right;
  const height = Math.min(run.height, last.height);
  return gap > wordGap * height || gap < -collision * height;
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
