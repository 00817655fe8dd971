import { bounds } from "../bounds.ts";
import type { Attributes, XmlEvents } from "../input/xml.ts";
import { onceEach, section } from "../output/lines.ts";
import {
  columnName,
  columnRange,
  rowSentence,
  type SheetName,
  SheetRow,
  sheetTitle,
} from "../output/sheet-row.ts";
import { type Sink, tooManyCells, Unreadable } from "../types.ts";
import { OdfCell } from "./odf-cell.ts";
import { HiddenStyles } from "./odf-hidden.ts";

// A value repeated in more cells of a row is written once.
const maxCopies = 20;
const maxListedRanges = 20;

/** Streams the sheets of a content part to the sink. Writes repeated rows and cells once, with a count. */
export class OdfSheets implements XmlEvents {
  readonly #sink: Sink;
  readonly #note: (sentence: string) => void;
  readonly #hidden = new HiddenStyles();
  #cells = 0;
  #sheet: SheetName | undefined;
  #hiddenColumns: string[] = [];
  #comments: string[] = [];
  #row = new SheetRow();
  /** The numbers of the next row and cell, from 1. */
  #rowNumber = 1;
  #column = 1;
  #rowRepeats = 1;
  #isRowHidden = false;
  #cell: OdfCell | undefined;

  constructor(sink: Sink) {
    this.#sink = sink;
    this.#note = onceEach(sink);
    sink.note(rowSentence);
  }

  open(name: string, attributes: Attributes): boolean {
    this.#hidden.see(name, attributes);
    if (this.#cell) return this.#cell.open(name, attributes) || this.#omit();
    switch (name) {
      case "table:tracked-changes":
        this.#note("Content deleted by tracked changes is omitted.");
        return false;
      case "table:shapes":
        return this.#omit();
      case "table:table":
        this.#openSheet(attributes);
        break;
      case "table:table-column":
        this.#takeColumn(attributes);
        break;
      case "table:table-row":
        this.#mark();
        this.#column = 1;
        this.#rowRepeats = repeats(attributes["table:number-rows-repeated"]);
        this.#isRowHidden = isCollapsed(attributes);
        break;
      case "table:table-cell":
      case "table:covered-table-cell":
        if (++this.#cells > bounds.cells) throw new Unreadable(tooManyCells);
        this.#cell = new OdfCell(attributes);
        break;
    }
    return true;
  }

  close(name: string): void {
    if (name === "table:table-cell" || name === "table:covered-table-cell") this.#closeCell();
    else if (this.#cell) this.#cell.close(name);
    else if (name === "table:table-row") this.#closeRow();
    else if (name === "table:table") this.#closeSheet();
  }

  text(text: string): void {
    this.#cell?.text(text);
  }

  #openSheet(attributes: Attributes): void {
    this.#sheet = {
      name: attributes["table:name"] ?? "",
      isHidden: this.#hidden.has(attributes["table:style-name"]),
    };
    this.#hiddenColumns = [];
    this.#comments = [];
    this.#rowNumber = 1;
    this.#column = 1;
  }

  #takeColumn(attributes: Attributes): void {
    const from = this.#column;
    this.#column += repeats(attributes["table:number-columns-repeated"]);
    const range = isCollapsed(attributes) ? columnRange(from, this.#column - 1) : undefined;
    const listed = this.#hiddenColumns.length;
    // Columns that are not listed must not pass for visible.
    if (range && listed <= maxListedRanges)
      this.#hiddenColumns.push(listed < maxListedRanges ? range : "and more");
  }

  // Called after the columns are known.
  #mark(): void {
    if (this.#sheet) this.#sink.mark(sheetTitle(this.#sheet, { columns: this.#hiddenColumns }));
    this.#sheet = undefined;
  }

  #closeCell(): void {
    const { text, comment, repeated } = this.#cell?.end() ?? { text: "", comment: "", repeated: "1" };
    this.#cell = undefined;
    const count = repeats(repeated);
    const from = this.#column;
    this.#column += count;
    if (comment !== "") this.#comments.push(`${columnName(from)}${this.#rowNumber}: ${comment}`);
    if (text === "") return;
    if (count > maxCopies) {
      this.#row.put(from, `${text} (repeated in ${count} cells, up to ${columnName(from + count - 1)})`);
      return;
    }
    for (let column = from; column < this.#column; column++) this.#row.put(column, text);
    if (this.#row.isOverlong) this.#writeRow();
  }

  #closeRow(): void {
    this.#writeRow();
    this.#rowNumber += this.#rowRepeats;
  }

  #writeRow(): void {
    const last = this.#rowNumber + this.#rowRepeats - 1;
    const rows = this.#rowRepeats > 1 ? `${this.#rowNumber} to ${last}, identical` : `${last}`;
    const text = this.#row.text(this.#isRowHidden ? `${rows} (hidden)` : rows);
    if (text !== "") this.#sink.line(text);
    this.#row = new SheetRow();
  }

  #closeSheet(): void {
    const sink = section(this.#sink, "comments on this sheet");
    this.#mark();
    for (const comment of this.#comments) sink.line(comment);
    this.#comments = [];
  }

  #omit(): false {
    this.#note("Charts, pictures and text boxes on sheets are omitted.");
    return false;
  }
}

function repeats(written: string | undefined): number {
  const count = /^\d{1,7}$/.test(written ?? "1") ? Number(written ?? 1) : 1;
  return Math.max(count, 1);
}

function isCollapsed(attributes: Attributes): boolean {
  const visibility = attributes["table:visibility"];
  return visibility === "collapse" || visibility === "filter";
}
