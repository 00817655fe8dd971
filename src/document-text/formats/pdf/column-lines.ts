import type { Row } from "./row.ts";
import type { Run } from "./runs.ts";

/** A column has at least this many lines with words, this share of them prose, and lines that fill it to this share. */
export const leastLines = 4;
const proseShare = 0.6;
const filledShare = 0.6;

/** What stands next to a gutter on one side of it. */
export interface ColumnLine {
  text: string;
  left: number;
  width: number;
  baseline: number;
  height: number;
  /** Whether more stands beyond it. */
  isOneOfMany: boolean;
  /** Whether a number stands beyond it, in a column of its own. */
  isByNumber: boolean;
  /** Whether it, or what stands beyond it, has a word that may be a label. */
  isLabeled: boolean;
}

/** A row's texts to the left and to the right of a gutter. */
export type Sides = readonly [ColumnLine | undefined, ColumnLine | undefined];

export function linesBeside(row: Row, at: number): Sides {
  return [lineBeside(row, at, "left"), lineBeside(row, at, "right")];
}

/** A row's text nearest to a gutter: there may be more columns beyond. */
function lineBeside(row: Row, at: number, side: "left" | "right"): ColumnLine | undefined {
  const beside =
    side === "left"
      ? row.runs.filter((run) => run.right <= at).reverse()
      : row.runs.filter((run) => run.right > at);
  const end = beside.findIndex((run, index) => index > 0 && isApart(run, beside[index - 1] as Run));
  const nearest = end < 0 ? beside : beside.slice(0, end);
  const [first] = nearest;
  if (!first) return undefined;
  const left = Math.min(...nearest.map((run) => run.left));
  const right = Math.max(...nearest.map((run) => run.right));
  const inOrder = side === "left" ? nearest.toReversed() : nearest;
  const text = inOrder.map((run) => run.text).join(" ");
  const { baseline, height } = nearest.reduce((a, b) => (b.right - b.left > a.right - a.left ? b : a), first);
  return {
    text,
    left,
    width: right - left,
    baseline,
    height,
    isOneOfMany: end >= 0,
    isByNumber: beside.slice(nearest.length).some(isNumber),
    isLabeled: beside.some(isLabel),
  };
}

function isNumber({ text }: Run): boolean {
  return /\p{Nd}/u.test(text) && (text.match(/\p{L}/gu)?.length ?? 0) < text.length / 2;
}

// Shorter ones may be currencies or units.
function isLabel({ text }: Run): boolean {
  return /\p{L}{4}/u.test(text);
}

function isApart(a: Run, b: Run): boolean {
  return Math.max(a.left, b.left) - Math.min(a.right, b.right) > 1.2 * a.height;
}

/** Whether the lines are a column of prose. */
export function isColumn(lines: readonly ColumnLine[]): boolean {
  const worded = lines.filter(({ text }) => /\p{L}{2}/u.test(text));
  if (worded.length < leastLines) return false;
  if (lines.filter(isProse).length < proseShare * lines.length) return false;
  const widths = lines.map(({ width }) => width).sort((a, b) => a - b);
  const wide = widths[Math.floor(0.9 * (widths.length - 1))] ?? 0;
  return widths.reduce((sum, width) => sum + Math.min(width, wide), 0) >= filledShare * wide * lines.length;
}

/** Whether the lines are the notes of a table: an amount or date stands beside many, or most begin with their number. */
export function areRecords(lines: readonly ColumnLine[]): boolean {
  const share = (test: (line: ColumnLine) => boolean) => lines.filter(test).length / lines.length;
  return share(({ isByNumber }) => isByNumber) >= 1 / 3 || share(({ text }) => /^\p{Nd}/u.test(text)) >= 0.6;
}

const word = /\p{L}{2,}/gu;
const ideographs = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/gu;

/** Whether a text consists of words of a language, not of labels and numbers. */
export function isProse({ text }: { text: string }): boolean {
  const words = text.match(word) ?? [];
  const letters = words.reduce((sum, one) => sum + one.length, 0);
  const isWordy = words.length >= 3 || (text.match(ideographs)?.length ?? 0) >= 8;
  return isWordy && letters >= 0.6 * text.replaceAll(" ", "").length;
}
