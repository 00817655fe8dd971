import type { Lines } from "../../output/lines.ts";
import type { GridRow, RowEdges, RtfGrid } from "./grid.ts";

const maxNested = 50;
// Word's limit is 63.
const maxCells = 1000;

interface OpenTable {
  row: GridRow;
  /** Of the last definition, which further rows may share. */
  edges: RowEdges | undefined;
}

/** Opens and closes tables as RTF implies them: by the level of a paragraph, and by the ends of cells and rows. */
export class RtfTables {
  readonly #lines: Lines;
  readonly #grid: RtfGrid;
  /** By depth. */
  readonly #open: OpenTable[] = [];
  /** The table on the page itself, which ends with the next paragraph outside it. */
  #outermost: OpenTable;
  #depth = 0;

  /** `lines` writes to the grid. */
  constructor(lines: Lines, grid: RtfGrid) {
    this.#lines = lines;
    this.#grid = grid;
    this.#outermost = newTable();
  }

  endParagraph(): void {
    if (this.#depth > 0) return;
    this.#grid.flush();
    this.#outermost = newTable();
  }

  take(word: string, number: number | undefined): void {
    if (word === "trowd") this.#define();
    else if (word === "trleft" || word === "cellx") this.#takeEdge(word, number ?? 0);
    else if (word === "intbl") this.#reach(Math.max(this.#depth, 1));
    else if (word === "itap") this.#reach(number ?? 1);
    else if (word === "cell") this.#endCell(1);
    else if (word === "nestcell") this.#endCell(Math.max(this.#depth, 2));
    else if (word === "row") this.#endRow(1);
    else this.#endRow(Math.max(this.#depth, 2));
  }

  #define(): void {
    this.#reach(Math.max(this.#depth, 1));
    const table = this.#open.at(-1);
    if (table) table.edges = { left: 0, rights: [] };
  }

  #takeEdge(word: "trleft" | "cellx", twips: number): void {
    const edges = this.#open.at(-1)?.edges;
    if (!edges) return;
    if (word === "trleft") edges.left = twips;
    else if (edges.rights.length < maxCells) edges.rights.push(twips);
  }

  #endCell(depth: number): void {
    this.#reach(depth);
    this.#lines.closeCell();
    this.#lines.openCell();
  }

  #endRow(depth: number): void {
    // A row's end without a row: programs also write it after text.
    if (this.#depth === 0) return;
    this.#reach(depth);
    this.#lines.closeRow();
    const table = this.#open.at(-1);
    if (table) {
      table.row.edges = table.edges;
      table.row = { table: table.row.table, edges: undefined };
    }
    if (depth === 1) this.#reach(0);
    else this.#lines.openCell();
  }

  #reach(level: number): void {
    const depth = Math.min(Math.max(level, 0), maxNested);
    for (; this.#depth < depth; this.#depth++) {
      const table = this.#depth === 0 ? this.#outermost : newTable();
      this.#open.push(table);
      this.#lines.openTable((cells) => this.#grid.row(table.row, cells));
      this.#lines.openCell();
    }
    for (; this.#depth > depth; this.#depth--) {
      this.#lines.closeTable();
      this.#open.pop();
    }
  }
}

function newTable(): OpenTable {
  return { row: { table: {}, edges: undefined }, edges: undefined };
}

/** The control words that `RtfTables` takes. */
export const tableWords: ReadonlySet<string> = new Set(
  "trowd trleft cellx intbl itap cell row nestcell nestrow".split(" "),
);
