import { bounds } from "../../bounds.ts";
import type { Attributes, XmlEvents } from "../../input/xml.ts";
import { Collected } from "../../output/collected.ts";
import { section } from "../../output/section.ts";
import { columnName, rowSentence, SheetRow, sheetTitle } from "../../output/sheet-row.ts";
import { type Sink, tooManyCells, Unreadable } from "../../types.ts";
import { OdfCell } from "./cell.ts";
import { Sheet } from "./sheet.ts";
import type { OdfStyles } from "./styles.ts";
import { OdfText } from "./text.ts";

// A value repeated in more cells of a row is written once.
const maxCopies = 20;
// That of text in cells, in points.
const usualSize = 10;

/** Streams the sheets of a content part to the sink. Writes repeated rows and cells once, with a count. */
export class OdfSheets implements XmlEvents {
  /** The master pages that sheets are printed on. */
  readonly masterPages = new Set<string>();
  readonly #sink: Sink;
  readonly #note: (sentence: string) => void;
  readonly #styles: OdfStyles;
  #cells = 0;
  #sheet: Sheet | undefined;
  #row = new SheetRow();
  #cell: OdfCell | undefined;
  #isCovered = false;
  /** Reads the shapes on a sheet. The depth is that of the elements within one of them. */
  #shapes: { text: OdfText; into: Collected };
  #shapeDepth = 0;

  constructor(sink: Sink, note: (sentence: string) => void, styles: OdfStyles) {
    this.#sink = sink;
    this.#note = note;
    this.#styles = styles;
    this.#shapes = this.#newShapes();
  }

  open(name: string, attributes: Attributes): boolean {
    this.#styles.see(name, attributes);
    if (this.#shapeDepth > 0 || name.startsWith("draw:") || name === "office:forms") {
      const isRead = this.#shapes.text.open(name, attributes);
      if (isRead) this.#shapeDepth++;
      return isRead;
    }
    if (this.#cell) return this.#cell.open(name, attributes);
    if (name === "table:tracked-changes") {
      this.#note("Content deleted by tracked changes is omitted.");
      return false;
    }
    if (name === "table:table") this.#openSheet(attributes);
    if (name === "table:table-row") this.#mark();
    if (name === "table:table-cell" || name === "table:covered-table-cell") this.#openCell(name, attributes);
    else this.#sheet?.open(name, attributes);
    return true;
  }

  close(name: string): void {
    if (this.#shapeDepth > 0) {
      this.#shapes.text.close(name);
      this.#shapeDepth--;
    } else if (name === "table:table-cell" || name === "table:covered-table-cell") this.#closeCell();
    else if (this.#cell) this.#cell.close(name);
    else if (name === "table:table-row") this.#closeRow();
    else if (name === "table:table") this.#closeSheet();
    else this.#sheet?.close(name);
  }

  text(text: string): void {
    if (this.#shapeDepth > 0) this.#shapes.text.text(text);
    else this.#cell?.text(text);
  }

  #openSheet(attributes: Attributes): void {
    this.#sheet = new Sheet(attributes, this.#styles);
    this.masterPages.add(this.#styles.masterPage(attributes["table:style-name"]) ?? "Default");
  }

  // Called after the columns are known.
  #mark(): void {
    const sheet = this.#sheet;
    if (sheet && !sheet.isMarked) this.#sink.mark(sheetTitle(sheet, { columns: sheet.hiddenColumns() }));
    if (sheet) sheet.isMarked = true;
  }

  #openCell(name: string, attributes: Attributes): void {
    if (++this.#cells > bounds.cells) throw new Unreadable(tooManyCells);
    const style = attributes["table:style-name"] ?? this.#sheet?.cellStyle;
    this.#isCovered = name === "table:covered-table-cell";
    this.#cell = new OdfCell(
      attributes,
      this.#styles,
      this.#styles.formatWithin("table-cell", style, undefined, usualSize),
    );
  }

  #closeCell(): void {
    const { text, comment, repeated } = this.#cell?.end() ?? { text: "", comment: "", repeated: "1" };
    this.#cell = undefined;
    const sheet = this.#sheet;
    if (!sheet) return;
    const { from, to } = sheet.takeCells(repeated);
    const count = to - from + 1;
    if (comment !== "") sheet.comments.push(`${columnName(from)}${sheet.row}: ${comment}`);
    if (text === "") return;
    if (this.#isCovered) this.#note("Values behind merged cells are omitted: the sheet does not show them.");
    else if (count > maxCopies)
      this.#row.put(from, `${text} (repeated in ${count} cells, up to ${columnName(to)})`);
    else for (let column = from; column <= to; column++) this.#row.put(column, text);
    if (this.#row.isOverlong) this.#writeRow(sheet);
  }

  #closeRow(): void {
    if (!this.#sheet) return;
    this.#writeRow(this.#sheet);
    this.#sheet.closeRow();
  }

  #writeRow({ row, rowCopies, isRowHidden }: Sheet): void {
    const last = row + rowCopies - 1;
    const rows = rowCopies > 1 ? `${row} to ${last}, identical` : `${last}`;
    const text = this.#row.text(isRowHidden ? `${rows} (hidden)` : rows);
    if (text !== "") {
      this.#note(rowSentence);
      this.#sink.line(text);
    }
    this.#row = new SheetRow();
  }

  #closeSheet(): void {
    const sheet = this.#sheet;
    this.#mark();
    this.#sheet = undefined;
    if (!sheet) return;
    const comments = section(this.#sink, "comments on this sheet");
    for (const comment of sheet.comments) comments.line(comment);
    const drawing = section(this.#sink, "drawing on this sheet");
    this.#shapes.text.end();
    for (const line of this.#shapes.into.lines) drawing.line(line);
    this.#shapes = this.#newShapes();
  }

  #newShapes(): { text: OdfText; into: Collected } {
    const into = new Collected(this.#note);
    return { text: new OdfText(into, this.#note, this.#styles), into };
  }
}
