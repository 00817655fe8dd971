import type { Attributes } from "../../input/xml.ts";
import { columnRange, lastColumn } from "../../output/sheet-row.ts";
import type { OdfStyles } from "./styles.ts";

const maxListedRanges = 20;

/** Where the reading of a sheet stands, and what of the sheet is hidden. */
export class Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly comments: string[] = [];
  isMarked = false;
  /** The number of the open row, from 1. */
  row = 1;
  rowCopies = 1;
  isRowHidden = false;
  readonly #styles: OdfStyles;
  readonly #hiddenColumns: string[] = [];
  /** The default style of cells, by ranges of columns. */
  readonly #columnStyles: { to: number; style: string | undefined }[] = [];
  #rowStyle: string | undefined;
  /** The number of the next column or cell, from 1. */
  #column = 1;
  /** Of collapsed groups that are open. */
  #closedRowGroups = 0;
  #closedColumnGroups = 0;
  readonly #groups: boolean[] = [];

  constructor(attributes: Attributes, styles: OdfStyles) {
    this.#styles = styles;
    this.name = attributes["table:name"] ?? "";
    this.isHidden = styles.is("isHidden", "table", attributes["table:style-name"]) ?? false;
  }

  /** The default style of the next cell. */
  get cellStyle(): string | undefined {
    return this.#rowStyle ?? this.#columnStyles.find(({ to }) => to >= this.#column)?.style;
  }

  open(name: string, attributes: Attributes): void {
    if (name === "table:table-row-group" || name === "table:table-column-group") {
      const isClosed = attributes["table:display"] === "false";
      this.#groups.push(isClosed);
      this.#countGroup(name, isClosed ? 1 : 0);
    }
    if (name === "table:table-column") this.#takeColumn(attributes);
    if (name === "table:table-row") this.#openRow(attributes);
  }

  close(name: string): void {
    if (name !== "table:table-row-group" && name !== "table:table-column-group") return;
    this.#countGroup(name, this.#groups.pop() ? -1 : 0);
  }

  closeRow(): void {
    this.row += this.rowCopies;
  }

  /** The columns of the next cell and its repetitions. */
  takeCells(repeated: string): { from: number; to: number } {
    const from = this.#column;
    this.#column += repeats(repeated);
    return { from, to: this.#column - 1 };
  }

  /** `C`, `F to H`. Columns that are not listed must not pass for visible. */
  hiddenColumns(): string[] {
    const ranges = this.#hiddenColumns;
    return ranges.length > maxListedRanges ? [...ranges.slice(0, maxListedRanges), "and more"] : ranges;
  }

  #countGroup(name: string, step: number): void {
    if (name === "table:table-row-group") this.#closedRowGroups += step;
    else this.#closedColumnGroups += step;
  }

  #takeColumn(attributes: Attributes): void {
    const { from, to } = this.takeCells(attributes["table:number-columns-repeated"] ?? "1");
    if (this.#columnStyles.length < lastColumn)
      this.#columnStyles.push({ to, style: attributes["table:default-cell-style-name"] });
    const isHidden = this.#isCollapsed("table-column", attributes) || this.#closedColumnGroups > 0;
    const range = isHidden ? columnRange(from, to) : undefined;
    if (range && this.#hiddenColumns.length <= maxListedRanges) this.#hiddenColumns.push(range);
  }

  #openRow(attributes: Attributes): void {
    this.#column = 1;
    this.rowCopies = repeats(attributes["table:number-rows-repeated"]);
    this.#rowStyle = attributes["table:default-cell-style-name"];
    this.isRowHidden = this.#isCollapsed("table-row", attributes) || this.#closedRowGroups > 0;
  }

  #isCollapsed(family: "table-row" | "table-column", attributes: Attributes): boolean {
    const visibility = attributes["table:visibility"];
    if (visibility === "collapse" || visibility === "filter") return true;
    return this.#styles.is("isHidden", family, attributes["table:style-name"]) ?? false;
  }
}

function repeats(written: string | undefined): number {
  const count = /^\d{1,7}$/.test(written ?? "1") ? Number(written ?? 1) : 1;
  return Math.max(count, 1);
}
