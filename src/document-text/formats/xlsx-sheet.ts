import { type Attributes, isOn, type XmlEvents } from "../input/xml.ts";
import { plainNumber } from "../output/number-format.ts";
import {
  columnOf,
  columnRange,
  rowNumber,
  type SheetName,
  SheetRow,
  sheetTitle,
} from "../output/sheet-row.ts";
import type { Sink } from "../types.ts";
import { unescaped } from "./xlsx-parts.ts";

/** State that the sheets of a workbook share. */
export interface Shared {
  strings: readonly string[];
  /** Number formatters, by style index. */
  formats: readonly ((value: number) => string)[];
  note(sentence: string): void;
  /** To be called once per cell; throws at the bound. */
  count(): void;
}

// Ranges of hidden columns in a sheet's title.
const maxListedRanges = 20;

interface Cell {
  column: number;
  type: string;
  style: number;
  /** The stored value or inline text; undefined if there is none. */
  value: string | undefined;
  formula: string | undefined;
}

/** Streams the rows of one sheet to the sink. */
export class XlsxSheet implements XmlEvents {
  readonly #sink: Sink;
  readonly #shared: Shared;
  readonly #sheet: SheetName;
  readonly #hiddenColumns: string[] = [];
  #isMarked = false;
  #row = new SheetRow();
  #rowNumber = 0;
  #isRowHidden = false;
  #column = 0;
  #cell: Cell | undefined;
  #into: "value" | "formula" | undefined;

  constructor(sink: Sink, sheet: SheetName, shared: Shared) {
    this.#sink = sink;
    this.#sheet = sheet;
    this.#shared = shared;
  }

  open(name: string, attributes: Attributes): boolean {
    switch (name) {
      case "x:row":
        this.#rowNumber = rowNumber(attributes.r) ?? this.#rowNumber + 1;
        this.#isRowHidden = isOn(attributes.hidden ?? "0");
        this.#column = 0;
        break;
      case "x:c":
        this.#openCell(attributes);
        break;
      case "x:v":
      case "x:t":
        if (this.#cell) this.#cell.value ??= "";
        this.#into = "value";
        break;
      case "x:f":
        if (this.#cell) this.#cell.formula = "";
        this.#into = "formula";
        break;
      case "x:col":
        if (isOn(attributes.hidden ?? "0")) this.#hideColumns(Number(attributes.min), Number(attributes.max));
        break;
      case "x:sheetData":
        this.#mark();
        break;
      case "x:drawing":
        this.#shared.note("Charts, pictures and text boxes on sheets are omitted.");
        break;
    }
    return name !== "x:rPh";
  }

  close(name: string): void {
    if (name === "x:v" || name === "x:t" || name === "x:f") this.#into = undefined;
    if (name === "x:c" && this.#cell) {
      this.#row.put(this.#cell.column, this.#textOf(this.#cell));
      this.#cell = undefined;
      if (this.#row.isOverlong) this.#endRow();
    }
    if (name === "x:row") this.#endRow();
  }

  text(text: string): void {
    if (this.#cell && this.#into) this.#cell[this.#into] += text;
  }

  #endRow(): void {
    const text = this.#row.text(this.#isRowHidden ? `${this.#rowNumber} (hidden)` : `${this.#rowNumber}`);
    if (text !== "") this.#sink.line(text);
    this.#row = new SheetRow();
  }

  /** Marks the sheet even if it has no rows. */
  end(): void {
    this.#mark();
  }

  #mark(): void {
    if (!this.#isMarked) this.#sink.mark(sheetTitle(this.#sheet, this.#hiddenColumns));
    this.#isMarked = true;
  }

  #hideColumns(from: number, to: number): void {
    const range = columnRange(from, to);
    const listed = this.#hiddenColumns.length;
    // Columns that are not listed must not pass for visible.
    if (range && listed <= maxListedRanges)
      this.#hiddenColumns.push(listed < maxListedRanges ? range : "and more");
  }

  #openCell(attributes: Attributes): void {
    this.#shared.count();
    const column = attributes.r === undefined ? undefined : columnOf(attributes.r);
    if (attributes.r !== undefined && column === undefined) {
      this.#shared.note("Some cells have invalid references. They are listed in file order.");
    }
    this.#column = column ?? this.#column + 1;
    this.#cell = {
      column: this.#column,
      type: attributes.t ?? "n",
      style: Number(attributes.s ?? 0),
      value: undefined,
      formula: undefined,
    };
  }

  #textOf({ type, style, value, formula }: Cell): string {
    const isStored = value !== undefined && (value !== "" || type === "str");
    if (formula !== undefined && !isStored) return `(=${formula || "a shared formula"}: no stored value)`;
    if (value === undefined || value === "") return "";
    if (type === "s") return this.#shared.strings[Number(value)] ?? "(text missing in the file)";
    if (type === "b") return value === "1" ? "TRUE" : "FALSE";
    if (type !== "n") return unescaped(value);
    const number = Number(value);
    if (!Number.isFinite(number)) return value;
    return (this.#shared.formats[style] ?? plainNumber)(number);
  }
}
