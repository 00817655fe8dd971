import { type ColumnLine, isProse, type Sides } from "./column-lines.ts";
import type { Row } from "./row.ts";

/** The rows from this number, and up to before that. */
export interface Stretch {
  from: number;
  to: number;
}

/** The part of a stretch with the most prose on both sides of a gutter: without a table above or below it. */
export function proseIn(rows: readonly Row[], beside: readonly Sides[], { from, to }: Stretch): Stretch {
  let best = { from, to: from, score: 0 };
  let open = { from, score: 0 };
  for (let index = from; index < to; index++) {
    open.score += scoreOf(beside[index] ?? []);
    if (open.score < 0) open = { from: index + 1, score: 0 };
    else if (open.score > best.score || (open.score === best.score && goesOn(rows, best.to, index))) {
      best = { from: open.from, to: index + 1, score: open.score };
    }
  }
  return best;
}

/** Whether a row follows the one before it without a gap. */
function goesOn(rows: readonly Row[], to: number, index: number): boolean {
  const [last, row] = [rows[index - 1], rows[index]];
  return to === index && last !== undefined && row !== undefined && last.bottom - row.top < row.height;
}

function scoreOf(lines: readonly (ColumnLine | undefined)[]): number {
  const sides = lines.filter((line) => line !== undefined);
  const prose = sides.filter(isProse);
  if (sides.length === 1) return prose.length;
  if (prose.length === 2) return 2;
  if (prose.length === 1) return sides.some(isCell) ? -1 : 1;
  return sides.every(({ text }) => endsInNumber(text)) ? -2 : -1;
}

/** Whether a text may be a cell beside prose: an amount, or one of several. */
function isCell(line: ColumnLine): boolean {
  return !isProse(line) && (line.isOneOfMany || endsInNumber(line.text));
}

function endsInNumber(text: string): boolean {
  return /\p{Nd}[\p{P}\p{Sc}]*$/u.test(text);
}
