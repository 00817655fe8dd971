import type { Steps } from "../../base/event-loop.ts";
import type { Block } from "../../document-text/extract-text.ts";
import { findMatches } from "../find/find-matches.ts";
import type { Places } from "../find/places.ts";
import { addColumns, type Column } from "./add-columns.ts";
import { type Cells, cellsOf } from "./cells.ts";
import { type Earliest, earliestDate } from "./earliest-date.ts";

/** The sums of the lines that contain a text. */
export interface Sums {
  /** All matches, also those before the page from which lines are added. */
  matches: number;
  /** Lines, or rows of a sheet. */
  lines: number;
  /** Hidden rows of a sheet among them. */
  hidden: number;
  /** Matches that run from one line into the next. Their lines are not added. */
  acrossLines: number;
  /** Lines whose text says that they are a total. */
  totals: number;
  columns: (Column & { name: string; header: string | undefined })[];
  earliest: Earliest & { page?: number | undefined };
}

const totalWords = /\b(?:sub-?totals?|totals?|sums?|balance)\b/i;
const headerSearch = 200;

/** Adds the amounts in the lines that contain a text, from a page on. `type` is the file's MIME type. */
export function* addMatchingLines(
  blocks: readonly Block[],
  places: Places,
  find: string,
  { fromPage, type }: { fromPage: number; type: string },
): Steps<Sums> {
  const at: number[] = [];
  let matches = 0;
  let acrossLines = 0;
  yield* findMatches(blocks, find, ({ first, last }) => {
    matches++;
    if ((places.pageOf(first) ?? fromPage) < fromPage) return;
    if (first !== last) acrossLines++;
    else if (at.at(-1) !== first) at.push(first);
  });
  const lines = at.map((block) => lineOf(blocks[block]));
  const cells = cellsOf(type, places.pages?.unit === "sheet", lines);
  let isTable = false;
  function* rows() {
    for (const line of lines) {
      const row = cells.split(line);
      if (row.length > 1) isTable = true;
      yield { cells: row, count: cells.rowsIn(line) };
    }
  }
  const columns = yield* addColumns(rows());
  const added = columns.filter((column) => "sum" in column).map(({ index }) => index);
  const headers = isTable && added.length > 0 ? headersBefore(blocks, at[0] ?? 0, cells, added) : [];
  const earliest = yield* earliestDate(lines);
  return {
    matches,
    lines: lines.reduce((sum, line) => sum + cells.rowsIn(line), 0),
    hidden: lines.filter(cells.isHidden).length,
    acrossLines,
    totals: lines.filter((line) => totalWords.test(line)).length,
    columns: columns.map((column) => ({
      ...(isShare(headers[column.index])
        ? { index: column.index, why: "its head says that it has percentages" }
        : column),
      name: isTable ? cells.nameOf(column.index) : "amounts in the lines",
      header: headers[column.index],
    })),
    earliest: "iso" in earliest ? { ...earliest, page: places.pageOf(at[earliest.line] ?? 0) } : earliest,
  };
}

function lineOf(block: Block | undefined): string {
  return block && "line" in block ? block.line : "";
}

/** The cells of the nearest row before a line that can be the heads of a column's amounts. */
function headersBefore(
  blocks: readonly Block[],
  before: number,
  cells: Cells,
  columns: readonly number[],
): string[] {
  for (let at = before - 1; at >= Math.max(0, before - headerSearch); at--) {
    const line = lineOf(blocks[at]);
    if (line === "") continue;
    const row = cells.split(line);
    if (columns.every((index) => isHead(row[index]))) return row;
  }
  return [];
}

function isShare(header = ""): boolean {
  return /%|\bper ?cent/i.test(header);
}

const letter = /\p{L}/u;

function isHead(cell = ""): boolean {
  return letter.test(cell) && !/\d/.test(cell);
}
