import { bounds } from "../bounds.ts";
import type { Mark } from "./marks.ts";
import { rowOf } from "./row.ts";

// Excel's limits.
export const lastColumn = 16_384;
const lastRow = 1_048_576;

// Longer runs of empty cells are counted instead of written.
const maxWrittenEmpty = 20;

/** Explains how the rows of a sheet are written. */
export const rowSentence =
  "Each row starts with its row number, followed by its cells from column A on, separated by “ | ”. Empty rows are omitted.";

export interface SheetName {
  name: string;
  isHidden: boolean;
}

/** What is not shown of a sheet. */
export interface HiddenParts {
  columns?: readonly string[];
  /** Whether rows without a height of their own are hidden. */
  isRowsByDefault?: boolean;
}

/** `sheet “Terms” (hidden; hidden columns: C, F to H)` */
export function sheetTitle(
  { name, isHidden }: SheetName,
  { columns = [], isRowsByDefault = false }: HiddenParts = {},
): Mark {
  const hidden = isHidden ? ["hidden"] : [];
  if (isRowsByDefault) hidden.push("rows hidden by default");
  if (columns.length > 0) hidden.push(`hidden columns: ${columns.join(", ")}`);
  // Its own quotation marks would end it.
  return `sheet “${name.replace(/[\u201C\u201D]/g, "\\$&")}”${hidden.length > 0 ? ` (${hidden.join("; ")})` : ""}`;
}

/** The cells of one row of a sheet, in any order. */
export class SheetRow {
  readonly #cells = new Map<number, string>();
  #length = 0;

  /** Whether the row exceeds the bound on all text. Pass it on then: the sink reports the bound. */
  get isOverlong(): boolean {
    return this.#length > bounds.characters;
  }

  /** Columns count from 1. Keeps both of two values for one cell. */
  put(column: number, text: string): void {
    if (text === "") return;
    this.#length += text.length;
    const before = this.#cells.get(column);
    this.#cells.set(column, before === undefined ? text : `${before}\n${text}`);
  }

  /** `7: Total |  |  | 24,829.45`; empty for an empty row. */
  text(rows: string): string {
    const columns = [...this.#cells.keys()].sort((a, b) => a - b);
    const cells: string[] = [];
    let last = 0;
    for (const column of columns) {
      const empty = column - last - 1;
      if (empty > maxWrittenEmpty) cells.push(`(${empty} empty cells up to ${columnName(column - 1)})`);
      else cells.push(...Array<string>(empty).fill(""));
      cells.push(this.#cells.get(column) ?? "");
      last = column;
    }
    const text = rowOf(cells);
    return text === "" ? "" : `${rows}: ${text}`;
  }
}

/** The column number of a reference such as `B7`; undefined if the reference is invalid. */
export function columnOf(reference: string): number | undefined {
  const letters = /^\$?([A-Z]{1,3})\$?\d{0,7}$/i.exec(reference)?.[1]?.toUpperCase();
  if (!letters) return undefined;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return column <= lastColumn ? column : undefined;
}

export function columnName(column: number): string {
  const rest = (column - 1) % 26;
  const before = (column - 1 - rest) / 26;
  return (before > 0 ? columnName(before) : "") + String.fromCharCode(65 + rest);
}

/** `C`, or `F to H`; undefined if the range is invalid. */
export function columnRange(from: number, to: number): string | undefined {
  if (!(from >= 1 && from <= to && to <= lastColumn)) return undefined;
  return from === to ? columnName(from) : `${columnName(from)} to ${columnName(to)}`;
}

/** Parses a row number; undefined if it is invalid. */
export function rowNumber(written: string | undefined): number | undefined {
  const number = /^\d{1,7}$/.test(written ?? "") ? Number(written) : 0;
  return number >= 1 && number <= lastRow ? number : undefined;
}
