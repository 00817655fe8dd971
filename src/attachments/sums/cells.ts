import { columnName } from "../../document-text/output/sheet-row.ts";

/** How the lines of a text are divided into cells. */
export interface Cells {
  split(line: string): string[];
  /** How many rows a line stands for: `7-9: ` begins a line for three equal rows of a sheet. */
  rowsIn(line: string): number;
  /** Whether a line is a hidden row of a sheet. */
  isHidden(line: string): boolean;
  /** `column C`, `column 3` */
  nameOf(index: number): string;
}

// A longer line is no row of a table.
const longestRow = 20_000;
const sampleLines = 1_000;
const escaped = /\\([[\]|\uFF3B\uFF3D])/g;
const rowNumber = /^(\d+)(?:-(\d+))?( \(hidden\))?: /;
const emptyCells = /^\((\d+) empty cells up to [A-Z]+\)$/;

/** `type` is the file's MIME type, `sample` lines to find the delimiter by. */
export function cellsOf(type: string, isSheet: boolean, sample: readonly string[]): Cells {
  const delimiter = /csv|tab-separated|tsv/.test(type)
    ? delimiterIn(sample.slice(0, sampleLines))
    : undefined;
  const split = isSheet
    ? sheetCells
    : delimiter
      ? (line: string) => quotedCells(line, delimiter)
      : tableCells;
  return {
    split: (line) =>
      line.length > longestRow ? [line] : split(line).map((cell) => cell.replace(escaped, "$1")),
    rowsIn: (line) => (isSheet ? rowsIn(line) : 1),
    isHidden: (line) => isSheet && rowNumber.exec(line)?.[3] !== undefined,
    nameOf: (index) => `column ${isSheet ? columnName(index + 1) : index + 1}`,
  };
}

function rowsIn(line: string): number {
  const [, first, last = first] = rowNumber.exec(line) ?? [];
  return Math.max(1, Number(last ?? 0) - Number(first ?? 0) + 1);
}

function sheetCells(line: string): string[] {
  return tableCells(line.replace(rowNumber, "")).flatMap((cell) => {
    const count = Number(emptyCells.exec(cell)?.[1] ?? 0);
    return count > 0 && count <= 16_384 ? Array<string>(count).fill("") : [cell];
  });
}

function tableCells(line: string): string[] {
  return line.split(/(?:^| )\|(?: |$)/).map((cell) => cell.trim());
}

const delimiters = ["\t", ";", ",", "|"];

/** The delimiter that divides all lines into the same number of cells, the most cells first. */
function delimiterIn(lines: readonly string[]): string | undefined {
  const counts = delimiters.map((delimiter) => {
    const [count = 1, ...others] = new Set(lines.map((line) => quotedCells(line, delimiter).length));
    return { delimiter, count: others.length === 0 ? count : 1 };
  });
  const most = counts.reduce((best, next) => (next.count > best.count ? next : best));
  return most.count > 1 ? most.delimiter : undefined;
}

function quotedCells(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    const quoted = line.charAt(at) === '"' ? quotedEnd(line, at) : undefined;
    const end = line.indexOf(delimiter, quoted ?? at);
    const to = end < 0 ? line.length : end;
    const cell = line.slice(at, to).trim();
    cells.push(quoted === undefined ? cell : cell.slice(1, -1).replaceAll('""', '"'));
    at = to + 1;
  }
  return cells;
}

function quotedEnd(line: string, opening: number): number | undefined {
  for (let at = line.indexOf('"', opening + 1); at >= 0; at = line.indexOf('"', at + 2)) {
    if (line.charAt(at + 1) !== '"') return at + 1;
  }
  return undefined;
}
