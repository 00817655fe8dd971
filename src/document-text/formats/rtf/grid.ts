import type { Mark } from "../../output/marks.ts";
import { rowOf } from "../../output/row.ts";
import type { Sink } from "../../types.ts";

/** A row's definition: where its cells begin and end on the page, in twips. */
export interface RowEdges {
  left: number;
  /** The right edge of each cell. */
  rights: number[];
}

/** A row. Its definition may follow its cells. */
export interface GridRow {
  table: object;
  edges: RowEdges | undefined;
}

interface Held extends GridRow {
  cells: readonly string[];
}

// A table beyond this is placed in several pieces.
const maxHeldRows = 5000;
const maxHeldCharacters = 500_000;
const maxColumns = 100;
// Word and other programs do not draw edges that are closer than this (2 mm) as two.
const toleranceTwips = 110;

/**
 * Holds the rows of a table until it ends: RTF states only where each cell ends, so the columns of a table are known when all its
 * rows are. A cell then stands in the column in which it begins.
 */
export class RtfGrid implements Sink {
  readonly #sink: Sink;
  #held: { row: GridRow; cells: readonly string[] }[] = [];
  #characters = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  row(row: GridRow, cells: readonly string[]): void {
    this.#held.push({ row, cells });
    for (const cell of cells) this.#characters += cell.length;
    if (this.#held.length >= maxHeldRows || this.#characters > maxHeldCharacters) this.flush();
  }

  /** Ends the tables that are held. */
  flush(): void {
    if (this.#held.length === 0) return;
    const held: Held[] = this.#held.map(({ row, cells }) => ({ ...row, cells }));
    this.#held = [];
    this.#characters = 0;
    const tables = new Map<object, RowEdges[]>();
    for (const { table, edges } of held) {
      const rows = tables.get(table) ?? [];
      if (edges && isRising(edges)) rows.push(edges);
      tables.set(table, rows);
    }
    const columns = new Map([...tables].map(([table, rows]) => [table, columnsOf(rows)]));
    for (const { table, edges, cells } of held) {
      const line = rowOf(placed(cells, edges, columns.get(table) ?? []));
      if (line !== "") this.#sink.line(line);
    }
  }

  mark(title: Mark): void {
    this.flush();
    this.#sink.mark(title);
  }

  line(text: string): void {
    this.flush();
    this.#sink.line(text);
  }

  note(sentence: string): void {
    this.#sink.note(sentence);
  }

  progress(what: string, done: number, total: number): void {
    this.#sink.progress(what, done, total);
  }
}

/** Where the columns of a table begin, and where the last one ends; empty if all rows have the same ones, or too many. */
function columnsOf(rows: readonly RowEdges[]): readonly number[] {
  const all = rows.map(({ left, rights }) => [left, ...rights]);
  const [first] = all;
  if (!first || all.every((edges) => `${edges}` === `${first}`)) return [];
  const narrowest = Math.min(
    ...all.map((edges) =>
      edges.reduce((least, edge, at) => Math.min(least, gap(edges, at, edge)), toleranceTwips * 2),
    ),
  );
  const tolerance = Math.min(toleranceTwips, (narrowest - 1) / 2);
  const columns: number[] = [];
  for (const edge of [...new Set(all.flat())].sort((one, other) => one - other)) {
    if (columns.length === 0 || edge - (columns.at(-1) ?? 0) > tolerance) columns.push(edge);
  }
  return columns.length > maxColumns ? [] : columns;
}

function gap(edges: readonly number[], at: number, edge: number): number {
  return at === 0 ? Number.POSITIVE_INFINITY : edge - (edges[at - 1] ?? edge);
}

/** Whether each cell of the row has a width. */
function isRising({ left, rights }: RowEdges): boolean {
  return (
    rights.length > 0 && rights.every((right, at) => right > (at === 0 ? left : (rights[at - 1] ?? left)))
  );
}

function placed(
  cells: readonly string[],
  edges: RowEdges | undefined,
  columns: readonly number[],
): readonly string[] {
  if (!edges || columns.length === 0 || !isRising(edges)) return cells;
  const row: string[] = [];
  for (const [at, cell] of cells.entries()) {
    const left = at === 0 ? edges.left : edges.rights[at - 1];
    // More cells than the definition has.
    const column = left === undefined ? row.length : columns.findLastIndex((edge) => edge <= left);
    while (row.length < column) row.push("");
    row.push(cell);
  }
  return row;
}
