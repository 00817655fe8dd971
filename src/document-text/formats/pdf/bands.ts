import type { Cell } from "./cells.ts";
import type { Row } from "./row.ts";

/** Neighboring rows with common columns, or a single row without. */
export interface Band {
  rows: Row[];
  /** The right ends of all columns but the last. Empty if the rows share none. */
  separators: number[];
}

const leastRows = 3;
// Of the rows, this share may cross a separator: a title or a total across the table.
const crossingShare = 0.12;
const resolution = 1200;
// Of a line's height.
const narrowest = 0.2;

/** Groups rows into tables, from top to bottom. */
export function bandsOf(rows: readonly Row[]): Band[] {
  const left = Math.min(...rows.map((row) => row.cells[0]?.left ?? 0));
  const right = Math.max(...rows.map((row) => row.cells.at(-1)?.right ?? 0));
  const bands: Band[] = [];
  let open: OpenBand | undefined;
  for (const row of rows) {
    if (open?.take(row)) continue;
    if (open) bands.push(...open.close());
    open = undefined;
    if (row.cells.length > 1) open = new OpenBand(row, left, right);
    else bands.push({ rows: [row], separators: [] });
  }
  if (open) bands.push(...open.close());
  return bands;
}

interface Strip {
  left: number;
  right: number;
}

/** A band that more rows may join. */
class OpenBand {
  readonly #rows: Row[] = [];
  readonly #left: number;
  readonly #step: number;
  /** How many rows have ink in each part of the width. */
  readonly #ink = new Uint32Array(resolution + 1);
  #strips: Strip[] = [];

  constructor(first: Row, left: number, right: number) {
    this.#left = left;
    this.#step = Math.max(0.01, (right - left) / resolution);
    this.#rows.push(first);
    this.#count(first, 1);
    this.#strips = this.#emptyStrips();
  }

  /** Adds a row if all columns remain, and each of its own gaps lies between columns. */
  take(row: Row): boolean {
    if (this.#isFarBelow(row)) return false;
    this.#rows.push(row);
    this.#count(row, 1);
    const strips = this.#emptyStrips();
    const keepsAll = this.#strips.every((strip) => strips.some((other) => meets(strip, other)));
    if (keepsAll && gapsOf(row.cells).every((gap) => strips.some((strip) => meets(strip, gap)))) {
      this.#strips = strips;
      return true;
    }
    this.#rows.pop();
    this.#count(row, -1);
    return false;
  }

  close(): Band[] {
    // A last row of one cell may be the text below the table.
    if (this.#rows.length < leastRows) return this.#rows.map((row) => ({ rows: [row], separators: [] }));
    return [{ rows: this.#rows, separators: this.#strips.map(({ left, right }) => (left + right) / 2) }];
  }

  #isFarBelow(row: Row): boolean {
    const last = this.#rows.at(-1);
    return last !== undefined && last.bottom - row.top > 6 * Math.max(last.height, row.height);
  }

  #count(row: Row, one: number): void {
    for (const { left, right } of row.cells) {
      const to = this.#partOf(right);
      for (let part = this.#partOf(left); part <= to; part++) this.#ink[part] = (this.#ink[part] ?? 0) + one;
    }
  }

  #partOf(x: number): number {
    return Math.min(resolution, Math.max(0, Math.round((x - this.#left) / this.#step)));
  }

  /** Where hardly any row has ink, between parts where more have. */
  #emptyStrips(): Strip[] {
    const most = Math.floor(crossingShare * this.#rows.length);
    const least = narrowest * (this.#rows[0]?.height ?? 0);
    const strips: Strip[] = [];
    let from = -1;
    for (let part = 0; part <= resolution; part++) {
      const isEmpty = (this.#ink[part] ?? 0) <= most;
      if (isEmpty) continue;
      if (from >= 0 && part - from > 1) {
        const strip = { left: this.#left + from * this.#step, right: this.#left + part * this.#step };
        if (strip.right - strip.left >= least) strips.push(strip);
      }
      from = part;
    }
    return strips;
  }
}

function gapsOf(cells: readonly Cell[]): Strip[] {
  return cells.slice(1).map((cell, at) => ({ left: cells[at]?.right ?? 0, right: cell.left }));
}

function meets(a: Strip, b: Strip): boolean {
  return Math.min(a.right, b.right) > Math.max(a.left, b.left);
}
