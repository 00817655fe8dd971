import { bounds } from "../bounds.ts";
import { rowOf } from "./lines.ts";
import type { Mark } from "./marks.ts";

// Excel's own limits.
const lastColumn = 16_384;
const lastRow = 1_048_576;

// More empty cells in a row than this are counted instead of written.
const mostWritten = 20;

/** The sentence that a reader of sheets needs. */
export const rowSentence =
  "A row begins with its number in the sheet; its cells follow from column A on, separated by “ | ”. Empty rows are left out.";

export interface SheetName {
  name: string;
  isHidden: boolean;
}

/** `sheet “Terms” (hidden; hidden columns: C, F to H)` */
export function sheetTitle({ name, isHidden }: SheetName, hiddenColumns: readonly string[] = []): Mark {
  const columns = hiddenColumns.length > 0 ? [`hidden columns: ${hiddenColumns.join(", ")}`] : [];
  const hidden = [...(isHidden ? ["hidden"] : []), ...columns];
  return `sheet “${name}”${hidden.length > 0 ? ` (${hidden.join("; ")})` : ""}`;
}

/** The cells of one sheet's row, wherever they stand. */
export class SheetRow {
  readonly #cells = new Map<number, string>();
  #length = 0;

  /** Longer than all that may come out: the sink is to say so, before more is held. */
  get isOverlong(): boolean {
    return this.#length > bounds.characters;
  }

  /** Columns count from 1. Two values for one cell are both kept. */
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
      if (empty > mostWritten) cells.push(`(${empty} empty cells up to ${columnName(column - 1)})`);
      else cells.push(...Array<string>(empty).fill(""));
      cells.push(this.#cells.get(column) ?? "");
      last = column;
    }
    const text = rowOf(cells);
    return text === "" ? "" : `${rows}: ${text}`;
  }
}

/** `B7` as its column's number; undefined for what names no cell that a sheet can have. */
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

/** `C`, or `F to H`; undefined for what no sheet can have. */
export function columnRange(from: number, to: number): string | undefined {
  if (!(from >= 1 && from <= to && to <= lastColumn)) return undefined;
  return from === to ? columnName(from) : `${columnName(from)} to ${columnName(to)}`;
}

/** A row's number as written; undefined for what no sheet can have. */
export function rowNumber(written: string | undefined): number | undefined {
  const number = /^\d{1,7}$/.test(written ?? "") ? Number(written) : 0;
  return number >= 1 && number <= lastRow ? number : undefined;
}
