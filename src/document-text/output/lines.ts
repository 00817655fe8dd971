import { bounds } from "../bounds.ts";
import type { Sink } from "../types.ts";
import { struckOut } from "./marks.ts";
import { rowOf, separator } from "./row.ts";

/** The place of a cell in its table. */
export interface Span {
  /** The columns that the cell covers. */
  columns?: number;
  /** The rows that it covers; 0 for all further rows of the row group. */
  rows?: number;
  /** The number of cells in a row that have this text. */
  copies?: number;
}

interface Table {
  /** The finished cells of the open row. */
  cells: string[];
  /** The lines of the open cell, if one is open. */
  cell: string[] | undefined;
  span: Span;
  /** Rows and columns count from 0. The column is that of the open cell or else of the next one. */
  row: number;
  column: number;
  /** By column, the first row that no cell from above covers. */
  coveredTo: number[];
  take: TakeRow | undefined;
}

/** Takes the cells of a row in place of the sink. */
type TakeRow = (cells: readonly string[]) => void;

/**
 * Joins pieces of text into lines and table rows, and passes each finished one to the sink. Empty ones are omitted. Every cell of
 * a row is written in its column: what another cell covers, from the left or from above, is an empty cell.
 */
export class Lines {
  readonly #sink: Sink;
  readonly #tables: Table[] = [];
  readonly #held: string[] = [];
  #line = "";
  #struck = "";
  #isStruck = false;
  /** The characters in the open row. */
  #length = 0;
  #endsInSpace = true;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  write(text: string): void {
    if (text === "") return;
    if (this.#isStruck) this.#struck += text;
    else {
      this.#endStruck();
      this.#line += text;
    }
    this.#endsInSpace = text.endsWith(" ");
    this.#grow(text.length);
  }

  /** Writes text in which each run of white space counts as one space. */
  writeFlowing(text: string): void {
    const flowing = unlikeFlowing.test(text) ? text.replace(/[ \t\n\r\f]+/g, " ") : text;
    this.write(this.#endsInSpace && flowing.startsWith(" ") ? flowing.slice(1) : flowing);
  }

  /** Text written while this is true is marked as struck out: `[struck out: 4,000.00]`. */
  set isStruck(isStruck: boolean) {
    this.#isStruck = isStruck;
  }

  endLine(): void {
    this.#endStruck();
    this.#endsInSpace = true;
    const cell = this.#tables.at(-1)?.cell;
    if (!cell) this.#length = 0;
    if (this.#line === "") return;
    const line = this.#line.trimEnd();
    this.#line = "";
    if (line === "") return;
    if (cell) cell.push(line);
    else this.#sink.line(line);
  }

  /** Ends the line without writing it. */
  dropLine(): void {
    this.#struck = "";
    this.#line = "";
    this.endLine();
  }

  /** Suspends the current line for a text box inside it; `release` resumes the line. */
  hold(): void {
    this.#endStruck();
    this.#held.push(this.#line);
    this.#line = "";
  }

  release(): void {
    this.endLine();
    this.#line = this.#held.pop() ?? "";
  }

  /** A table inside a cell ends the line of the outer row, so that cells of different tables are never joined. */
  openTable(take?: TakeRow): void {
    this.#breakRow();
    this.#tables.push({ cells: [], cell: undefined, span: {}, row: 0, column: 0, coveredTo: [], take });
  }

  closeTable(): void {
    this.#breakRow();
    this.#tables.pop();
  }

  /** Opens a cell in the next column that no cell from above covers. */
  openCell(span: Span = {}): void {
    this.closeCell();
    const table = this.#tables.at(-1);
    if (!table) return;
    table.cell = [];
    table.span = span;
    while ((table.coveredTo[table.column] ?? 0) > table.row) this.#advance(table, 1);
  }

  /** Changes the span of the open cell, for formats that state it inside the cell. */
  spanCell(span: Span): void {
    const table = this.#tables.at(-1);
    if (table) table.span = { ...table.span, ...span };
  }

  closeCell(): void {
    this.endLine();
    const table = this.#tables.at(-1);
    if (!table?.cell) return;
    const { columns, rows, copies } = table.span;
    const text = table.cell.join("\n");
    const { column: from, row } = table;
    const count = clamp(copies);
    for (let copy = 0; copy < count && this.#length <= bounds.characters; copy++) {
      if (text !== "") this.#put(table, text);
      if (copy > 0) this.#length += text.length;
      this.#advance(table, clamp(columns));
    }
    if (rows !== undefined && rows !== 1) {
      const to = rows === 0 ? Number.POSITIVE_INFINITY : row + rows;
      table.coveredTo.length = Math.max(table.coveredTo.length, Math.min(table.column, maxSpanned));
      table.coveredTo.fill(to, from, table.column);
    }
    table.cell = undefined;
    table.span = {};
  }

  /** Leaves columns of the open row empty. */
  skipCells(columns: number): void {
    this.closeCell();
    const table = this.#tables.at(-1);
    if (table && columns >= 1) this.#advance(table, clamp(columns));
  }

  /** Writes the row, `copies` times if it is repeated. */
  closeRow(copies = 1): void {
    this.closeCell();
    const table = this.#tables.at(-1);
    if (!table) return;
    this.#flushRow(table, Math.min(clamp(copies), maxRowCopies));
    table.row++;
    table.column = 0;
  }

  /** Ends all cells that cover further rows. */
  closeRowGroup(): void {
    const table = this.#tables.at(-1);
    if (table) table.coveredTo = [];
  }

  #endStruck(): void {
    if (this.#struck === "") return;
    this.#line += struckOut(this.#struck);
    this.#struck = "";
  }

  // Over the bound on all text: the sink reports it, and no more is kept in memory.
  #grow(characters: number): void {
    this.#length += characters;
    if (this.#length > bounds.characters) this.#breakRow();
  }

  /** Writes what there is of the open row. What follows keeps its column. */
  #breakRow(): void {
    this.endLine();
    const table = this.#tables.at(-1);
    if (!table) return;
    if (table.cell) {
      this.#put(table, table.cell.join("\n"));
      table.cell = [];
    }
    this.#flushRow(table);
  }

  #put(table: Table, text: string): void {
    while (table.cells.length < table.column) table.cells.push("");
    table.cells.push(text);
  }

  #advance(table: Table, columns: number): void {
    table.column = Math.min(table.column + columns, lastColumn);
    this.#length += columns * separator.length;
  }

  #flushRow(table: Table, copies = 1): void {
    const { cells } = table;
    table.cells = [];
    this.#length = 0;
    if (table.take && cells.length > 0) table.take(cells);
    if (table.take) return;
    const row = rowOf(cells);
    for (let copy = 0; copy < copies && row !== ""; copy++) this.#sink.line(row);
  }
}

const unlikeFlowing = /[\t\n\r\f]| {2}/;

// The limit of HTML.
const maxSpanned = 1000;
const maxRowCopies = 100;
// A row with text in this column is over the bound on all text.
const lastColumn = bounds.characters / 2;

function clamp(count = 1): number {
  return count >= 1 ? Math.min(Math.floor(count), maxSpanned) : 1;
}
