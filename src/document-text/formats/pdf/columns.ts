import type { Row } from "./rows.ts";
import { rowsOf } from "./rows.ts";
import type { Run } from "./runs.ts";

// A gutter has this many lines of words on each side, this share of them prose, and lines that fill their column.
const leastLines = 4;
const proseShare = 0.6;
const filledShare = 0.6;
const deepest = 8;
const triedGutters = 16;

/** The parts of a page in reading order: columns of prose one after the other, everything else across the page. */
export function partsOf(runs: readonly Run[], depth = 0): Row[][] {
  const rows = rowsOf(runs);
  const gutter = depth < deepest ? findGutter(rows) : undefined;
  if (!gutter) return rows.length === 0 ? [] : [rows];
  const { from, to, at } = gutter;
  const within = rows.slice(from, to).flatMap((row) => row.runs);
  const sides = [within.filter((run) => run.right <= at), within.filter((run) => run.right > at)];
  const parts = [rows.slice(0, from).flatMap(runsIn), ...sides, rows.slice(to).flatMap(runsIn)];
  return parts.filter((part) => part.length > 0).flatMap((part) => partsOf(part, depth + 1));
}

function runsIn(row: Row): Run[] {
  return row.runs;
}

/** The rows from this number, and up to before that. */
interface Stretch {
  from: number;
  to: number;
}

interface Gutter extends Stretch {
  at: number;
}

/** Where most lines of prose stand on both sides of an empty strip. */
function findGutter(rows: readonly Row[]): Gutter | undefined {
  if (rows.length < leastLines) return undefined;
  let best: (Gutter & { lines: number }) | undefined;
  for (const at of likelyGutters(rows)) {
    for (const stretch of stretches(rows, at)) {
      const { from, to } = withoutTables(rows, stretch, at);
      const left = linesBeside(rows, { from, to, at }, "left");
      const right = linesBeside(rows, { from, to, at }, "right");
      const lines = left.length + right.length;
      if (lines <= (best?.lines ?? 0) || !isColumn(left) || !isColumn(right)) continue;
      if (!areRecords(left) && !areRecords(right)) best = { from, to, at, lines };
    }
  }
  return best;
}

/** The left edges of texts that have another text to their left: those where most such texts begin. */
function likelyGutters(rows: readonly Row[]): number[] {
  const counts = new Map<number, { count: number; at: number }>();
  for (const { runs, height } of rows) {
    for (let index = 1; index < runs.length; index++) {
      const [last, run] = [runs[index - 1], runs[index]];
      if (!last || !run || run.left - last.right < 0.6 * height) continue;
      const key = Math.round(run.left / 3);
      const entry = counts.get(key) ?? { count: 0, at: run.left };
      entry.count++;
      entry.at = Math.min(entry.at, run.left);
      counts.set(key, entry);
    }
  }
  const often = [...counts.values()].filter(({ count }) => count >= leastLines / 2);
  return often
    .sort((a, b) => b.count - a.count)
    .slice(0, triedGutters)
    .map(({ at }) => at - 0.5);
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

/** Without the first and last rows that have cells with numbers on both sides: a table above or below the columns. */
function withoutTables(rows: readonly Row[], stretch: Stretch, at: number): Stretch {
  let { from, to } = stretch;
  while (from < to && isTabular(rows[from] as Row, at)) from++;
  while (from < to && isTabular(rows[to - 1] as Row, at)) to--;
  return { from, to };
}

function isTabular({ runs }: Row, at: number): boolean {
  const sides = [runs.filter((run) => run.right <= at), runs.filter((run) => run.right > at)];
  const texts = sides.map((side) => side.map(({ text }) => text).join(" "));
  return texts.every((text) => text !== "" && !isProse(text)) && texts.every(endsInNumber);
}

function endsInNumber(text: string): boolean {
  return /\p{Nd}[\p{P}\p{Sc}]*$/u.test(text);
}

interface Line {
  text: string;
  width: number;
  /** Whether a number stands beyond it, in a column of its own. */
  isByNumber: boolean;
}

/** What stands nearest to a gutter on one side of it: there may be more columns beyond. */
function linesBeside(rows: readonly Row[], { from, to, at }: Gutter, side: "left" | "right"): Line[] {
  const lines: Line[] = [];
  for (const { runs } of rows.slice(from, to)) {
    const beside =
      side === "left"
        ? runs.filter((run) => run.right <= at).reverse()
        : runs.filter((run) => run.right > at);
    const end = beside.findIndex((run, index) => index > 0 && isApart(run, beside[index - 1] as Run));
    const nearest = end < 0 ? beside : beside.slice(0, end);
    if (nearest.length === 0) continue;
    const width = Math.max(...nearest.map((run) => run.right)) - Math.min(...nearest.map((run) => run.left));
    lines.push({
      text: nearest.map((run) => run.text).join(" "),
      width,
      isByNumber: beside.slice(nearest.length).some(isNumber),
    });
  }
  return lines;
}

function isNumber({ text }: Run): boolean {
  return /\p{Nd}/u.test(text) && (text.match(/\p{L}/gu)?.length ?? 0) < text.length / 2;
}

/** Whether these lines are the notes of a table: an amount or date stands beside many, or most begin with their number. */
function areRecords(lines: readonly Line[]): boolean {
  const share = (test: (line: Line) => boolean) => lines.filter(test).length / lines.length;
  return share(({ isByNumber }) => isByNumber) >= 1 / 3 || share(({ text }) => /^\p{Nd}/u.test(text)) >= 0.6;
}

function isApart(a: Run, b: Run): boolean {
  return Math.max(a.left, b.left) - Math.min(a.right, b.right) > 1.2 * a.height;
}

function isColumn(lines: readonly Line[]): boolean {
  const worded = lines.filter(({ text }) => /\p{L}{2}/u.test(text));
  if (worded.length < leastLines) return false;
  if (lines.filter(({ text }) => isProse(text)).length < proseShare * lines.length) return false;
  const widths = lines.map(({ width }) => width).sort((a, b) => a - b);
  const wide = widths[Math.floor(0.9 * (widths.length - 1))] ?? 0;
  return widths.reduce((sum, width) => sum + Math.min(width, wide), 0) >= filledShare * wide * lines.length;
}

const word = /\p{L}{2,}/gu;
const ideographs = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/gu;

function isProse(text: string): boolean {
  const words = text.match(word) ?? [];
  const letters = words.reduce((sum, one) => sum + one.length, 0);
  const isWordy = words.length >= 3 || (text.match(ideographs)?.length ?? 0) >= 8;
  return isWordy && letters >= 0.6 * text.replaceAll(" ", "").length;
}
