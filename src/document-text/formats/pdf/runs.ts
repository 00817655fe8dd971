import { areDigitsOfTwoSizes } from "./digit-sizes.ts";
import type { Glyph } from "./glyphs.ts";
import { struckOut } from "./line-marks.ts";
import { withoutRepeats } from "./repeats.ts";

/** Characters that stand close together on one baseline. */
export interface Run {
  text: string;
  left: number;
  right: number;
  bottom: number;
  top: number;
  baseline: number;
  /** Of a line: the height of its characters' boxes. */
  height: number;
  /** Whether it reads from right to left. */
  isRightToLeft: boolean;
  glyphs: readonly Glyph[];
}

// In heights of a line.
const widestSpace = 1;
const baselineStep = 0.2;
const overlap = 0.3;

/** Joins characters into runs, in the order of drawing. */
export function runsOf(glyphs: readonly Glyph[]): Run[] {
  const runs: Run[] = [];
  let open: Glyph[] = [];
  for (const glyph of glyphs) {
    const last = open.at(-1);
    if (last && !follows(last, glyph)) {
      runs.push(runOf(open));
      open = [];
    }
    open.push(glyph);
  }
  if (open.length > 0) runs.push(runOf(open));
  return withoutRepeats(runs);
}

function follows(last: Glyph, next: Glyph): boolean {
  // Of one drawn ligature.
  if (next.left === last.left && next.baseline === last.baseline) return true;
  const height = Math.max(0.1, Math.min(last.top - last.bottom, next.top - next.bottom));
  if (Math.abs(last.baseline - next.baseline) > baselineStep * height) return false;
  const gap =
    rightToLeft.test(next.text) || rightToLeft.test(last.text) ? sideGap(last, next) : next.left - last.right;
  return gap < widestSpace * height && gap > -overlap * height && !areDigitsOfTwoSizes(last, next);
}

/** Between two boxes, in either direction. Negative if they overlap. */
function sideGap(a: Glyph, b: Glyph): number {
  return Math.max(a.left, b.left) - Math.min(a.right, b.right);
}

// Without the noncharacters that stand for marks.
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDCF\uFDF0-\uFDFF\uFE70-\uFEFC]/u;

/** The characters of one line as a run, in the order given. */
export function runOf(glyphs: readonly Glyph[]): Run {
  const first = glyphs[0] as Glyph;
  const run: Run = {
    text: textOf(glyphs),
    left: first.left,
    right: first.right,
    bottom: first.bottom,
    top: first.top,
    baseline: first.baseline,
    height: 0,
    isRightToLeft: false,
    glyphs,
  };
  for (const { left, right, bottom, top } of glyphs) {
    run.left = Math.min(run.left, left);
    run.right = Math.max(run.right, right);
    run.bottom = Math.min(run.bottom, bottom);
    run.top = Math.max(run.top, top);
  }
  run.height = Math.max(0.1, run.top - run.bottom);
  run.isRightToLeft = rightToLeft.test(run.text);
  return run;
}

function textOf(glyphs: readonly Glyph[]): string {
  let text = "";
  for (const glyph of glyphs) text += glyph.spaced && text !== "" ? ` ${shown(glyph)}` : shown(glyph);
  return isSpacedOut(text) ? closeUp(glyphs) : text;
}

function shown({ text, isStruck }: Glyph): string {
  return isStruck ? struckOut(text) : text;
}

// "T O T A L". Single digits may be the numbers of columns.
const spacedOut = /^\p{L}(?: \p{L}){3,}[:.]?$/u;

function isSpacedOut(text: string): boolean {
  return spacedOut.test(text);
}

/** The text of a word drawn with spaces between its letters: only gaps much wider than the others part words. */
function closeUp(glyphs: readonly Glyph[]): string {
  const gaps = glyphs.slice(1).map((glyph, at) => glyph.left - (glyphs[at]?.right ?? 0));
  const usual = gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0;
  return glyphs
    .map(({ text }, at) => (at > 0 && (gaps[at - 1] ?? 0) > 1.6 * usual + 0.5 ? ` ${text}` : text))
    .join("");
}
