import { rowOf } from "../../output/row.ts";
import { type Band, bandsOf } from "./bands.ts";
import type { Cell } from "./cells.ts";
import { partsOf } from "./columns.ts";
import { withMarks } from "./line-marks.ts";
import type { Row } from "./row.ts";
import type { Run } from "./runs.ts";

/** The lines of a page, as a reader sees them. */
export function linesOf(runs: readonly Run[]): string[] {
  const lettered = runs.filter(({ text }) => /\p{L}/u.test(text));
  const isRightToLeft = lettered.filter((run) => run.isRightToLeft).length > lettered.length / 2;
  const lines = partsOf(runs).flatMap((rows) =>
    joinHyphens(bandsOf(rows).flatMap((band) => shownRows(band, isRightToLeft))),
  );
  return lines.map(withMarks);
}

interface Shown {
  text: string;
  row: Row;
}

function shownRows({ rows, separators }: Band, isRightToLeft: boolean): Shown[] {
  return rows.map((row) => {
    const cells =
      separators.length === 0 ? row.cells.map(({ text }) => text) : inColumns(row.cells, separators);
    if (row.cells.length === 1 && isSentence(row.cells[0]?.text ?? ""))
      return { text: row.cells[0]?.text ?? "", row };
    if (cells.length === 1) return { text: cells[0] ?? "", row };
    if (isRightToLeft) cells.reverse();
    return { text: rowOf(cells), row };
  });
}

const words = /\p{L}{2,}/gu;

/** Prose beside a table's columns, or below them, needs no empty cells before it. */
function isSentence(text: string): boolean {
  return (text.match(words)?.length ?? 0) >= 5;
}

/** A cell's text per column. Cells that fall into one column stay apart by a line break. */
function inColumns(cells: readonly Cell[], separators: readonly number[]): string[] {
  const columns = Array.from({ length: separators.length + 1 }, () => "");
  for (const { text, left } of cells) {
    const at = separators.findIndex((separator) => left < separator);
    const column = at < 0 ? separators.length : at;
    columns[column] = columns[column] ? `${columns[column]}\n${text}` : text;
  }
  return columns;
}

// Between lowercase letters, a hyphen at a line end splits a word, unless the word has others: "state-of-the-art". After a digit
// it may be a minus sign, and before an amount a dash.
const isHyphenated = /\p{L}-\n\p{L}|\p{Lu}-\n\p{N}(?![\p{N}.,]*[.,]\p{N}{2}(?!\p{N}))(?=.*\p{L})/u;
const isSplitWord = /(?<![\p{L}\p{N}]-\p{L}*)\p{Ll}-\n\p{Ll}+(?!-|\p{L})/u;

const longestWord = 60;

function joinHyphens(shown: readonly Shown[]): string[] {
  const lines: string[] = [];
  let last: Shown | undefined;
  for (const next of shown) {
    const line = lines.at(-1);
    const both = line?.endsWith("-") ? `${line.slice(-longestWord)}\n${next.text.slice(0, longestWord)}` : "";
    if (last && line && isHyphenated.test(both) && isNextLine(last.row, next.row)) {
      lines[lines.length - 1] = `${isSplitWord.test(both) ? line.slice(0, -1) : line}${next.text}`;
    } else {
      lines.push(next.text);
    }
    last = next;
  }
  return lines;
}

/** Whether a row is the next line of the same paragraph. */
function isNextLine(above: Row, below: Row): boolean {
  const [upper, lower] = [above.cells[0], below.cells[0]];
  if (!upper || !lower || above.cells.length > 1 || below.cells.length > 1) return false;
  const height = Math.max(above.height, below.height);
  return above.baseline - below.baseline < 2 * height && Math.abs(upper.left - lower.left) < 6 * height;
}
