import { type Attributes, isOn, type XmlEvents } from "../../input/xml.ts";
import { columnOf, rowNumber, type SheetName, SheetRow, sheetTitle } from "../../output/sheet-row.ts";
import type { Sink } from "../../types.ts";
import { type CellContent, type CellLooks, cellText } from "./cell-text.ts";
import { HiddenColumns } from "./columns.ts";
import type { MergedCells } from "./merged-cells.ts";
import { Outline } from "./outline.ts";
import { RichText } from "./rich-text.ts";

/** State that the sheets of a workbook share. */
export interface Shared extends CellLooks {
  note(sentence: string): void;
  /** To be called once per cell; throws at the bound. */
  count(): void;
}

interface Cell extends CellContent {
  column: number;
}

interface Row {
  number: number;
  level: number;
  isHidden: boolean;
}

/** Streams the rows of one sheet to the sink. */
export class XlsxSheet implements XmlEvents {
  /** The codes of the headers and footers that are printed. */
  readonly printed = { header: new Set<string>(), footer: new Set<string>() };
  hasDrawing = false;
  readonly #sink: Sink;
  readonly #shared: Shared;
  readonly #sheet: SheetName;
  readonly #merged: MergedCells;
  readonly #columns = new HiddenColumns();
  readonly #outline = new Outline();
  readonly #inline = new RichText();
  #isMarked = false;
  #isRowsHiddenByDefault = false;
  #cells = new SheetRow();
  #row: Row = { number: 0, level: 0, isHidden: false };
  #column = 0;
  #cell: Cell | undefined;
  #isInline = false;
  #into: "value" | "formula" | undefined;
  #code: string | undefined;

  constructor(sink: Sink, sheet: SheetName, { shared, merged }: { shared: Shared; merged: MergedCells }) {
    this.#sink = sink;
    this.#sheet = sheet;
    this.#shared = shared;
    this.#merged = merged;
  }

  open(name: string, attributes: Attributes): boolean {
    if (this.#isInline) return this.#inline.open(name, attributes);
    switch (name) {
      case "x:row":
        this.#openRow(attributes);
        break;
      case "x:c":
        this.#openCell(attributes);
        break;
      case "x:v":
        if (this.#cell) this.#cell.value ??= "";
        this.#into = "value";
        break;
      case "x:is":
        this.#isInline = true;
        break;
      case "x:f":
        if (this.#cell) this.#cell.formula = "";
        this.#into = "formula";
        break;
      case "x:sheetData":
        this.#mark();
        break;
      default:
        this.#openProperty(name, attributes);
    }
    return true;
  }

  close(name: string): void {
    if (this.#isInline) this.#closeInline(name);
    if (name === "x:v" || name === "x:f") this.#into = undefined;
    if (name === "x:c" && this.#cell) this.#closeCell(this.#cell);
    if (name === "x:row") this.#endRow();
    if (this.#code === undefined) return;
    const place = /^x:(?:odd|even|first)(Header|Footer)$/.exec(name)?.[1];
    if (place) this.printed[place === "Header" ? "header" : "footer"].add(this.#code);
    if (place) this.#code = undefined;
  }

  text(text: string): void {
    if (this.#isInline) this.#inline.text(text);
    else if (this.#cell && this.#into) this.#cell[this.#into] += text;
    else if (this.#code !== undefined) this.#code += text;
  }

  /** Writes what is held back. Marks the sheet even if it has no rows. */
  end(): void {
    this.#mark();
    this.#outline.flush();
  }

  #openProperty(name: string, attributes: Attributes): void {
    switch (name) {
      case "x:outlinePr":
        this.#outline.isSummaryBelow = isOn(attributes.summaryBelow);
        this.#columns.isSummaryRight = isOn(attributes.summaryRight);
        break;
      case "x:sheetFormatPr":
        this.#isRowsHiddenByDefault = isOn(attributes.zeroHeight ?? "0");
        this.#columns.isHiddenByDefault = Number(attributes.defaultColWidth ?? 1) === 0;
        break;
      case "x:drawing":
        this.hasDrawing = true;
        break;
      case "x:col":
        this.#columns.add(attributes);
        break;
      case "x:oddHeader":
      case "x:oddFooter":
      case "x:evenHeader":
      case "x:evenFooter":
      case "x:firstHeader":
      case "x:firstFooter":
        this.#code = "";
        break;
    }
  }

  #openRow(attributes: Attributes): void {
    const level = Number(attributes.outlineLevel ?? 0);
    const isInClosedGroup = this.#outline.open(level, isOn(attributes.collapsed ?? "0"));
    const isHidden = isInClosedGroup || isOn(attributes.hidden ?? "0") || Number(attributes.ht ?? 1) === 0;
    this.#row = { number: rowNumber(attributes.r) ?? this.#row.number + 1, level, isHidden };
    this.#column = 0;
  }

  #endRow(): void {
    const { number, level, isHidden } = this.#row;
    const cells = this.#cells;
    this.#cells = new SheetRow();
    this.#outline.close(level, isHidden, (hidden) => {
      const text = cells.text(hidden ? `${number} (hidden)` : `${number}`);
      if (text !== "") this.#sink.line(text);
    });
  }

  #mark(): void {
    if (this.#isMarked) return;
    this.#isMarked = true;
    const isRowsByDefault = this.#isRowsHiddenByDefault;
    this.#sink.mark(sheetTitle(this.#sheet, { columns: this.#columns.ranges(), isRowsByDefault }));
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
      inline: undefined,
      formula: undefined,
    };
  }

  #closeInline(name: string): void {
    this.#inline.close();
    if (name !== "x:is") return;
    this.#isInline = false;
    const text = this.#inline.take();
    if (this.#cell) this.#cell.inline = text;
  }

  #closeCell(cell: Cell): void {
    this.#cell = undefined;
    const text = cellText(cell, this.#shared);
    if (text !== "" && this.#merged.covers(this.#row.number, cell.column)) {
      this.#shared.note("Values behind merged cells are omitted: the sheet does not show them.");
      return;
    }
    this.#cells.put(cell.column, text);
    if (this.#cells.isOverlong) this.#endRow();
  }
}
