import { bounds } from "../bounds.ts";
import type { Attributes, XmlEvents } from "../input/xml.ts";
import { inlineMark, openMark, struckOut } from "../output/marks.ts";
import { onceEach } from "../output/once-each.ts";
import { columnRange, rowSentence, SheetRow, sheetTitle } from "../output/sheet-row.ts";
import { type Sink, tooManyCells, Unreadable } from "../types.ts";
import { type CellStyle, SpreadsheetMlStyles } from "./spreadsheetml-styles.ts";
import { headerText } from "./xlsx/header-footer.ts";

interface Cell {
  column: number;
  style: CellStyle;
  type: string;
  formula: string | undefined;
  value: string;
  comment: string;
}

const lastColumn = 16_384;
const lastRow = 1_048_576;
const maxListedRanges = 20;
const maxColumnStyles = 1000;
// HTML inside a cell.
const struckElement = /^(?:html:)?(?:S|Strike|Del)$/i;

/** Streams the sheets of a workbook to the sink. */
export class SpreadsheetMl implements XmlEvents {
  readonly #sink: Sink;
  readonly #note: (sentence: string) => void;
  readonly #styles = new SpreadsheetMlStyles();
  #sheet = "";
  #isMarked = true;
  #hiddenColumns: string[] = [];
  #column = 0;
  #row = new SheetRow();
  #rowNumber = 0;
  #rowSpan = 0;
  #isRowHidden = false;
  #rowStyle: string | undefined;
  #columnStyles: { from: number; to: number; id: string }[] = [];
  #struckFrom: number | undefined;
  #cell: Cell | undefined;
  #cells = 0;
  #into: "value" | "comment" | "visible" | undefined;
  #isComment = false;
  #setting = "";

  constructor(sink: Sink) {
    this.#sink = sink;
    this.#note = onceEach(sink);
  }

  open(name: string, attributes: Attributes): boolean {
    switch (name) {
      case "ss:Style":
        this.#styles.begin(attributes["ss:ID"], attributes["ss:Parent"]);
        break;
      case "ss:NumberFormat":
        this.#styles.setFormat(attributes["ss:Format"]);
        break;
      case "ss:Font":
        this.#styles.setStruck(attributes["ss:StrikeThrough"]);
        break;
      case "ss:Worksheet":
        this.#openSheet(attributes["ss:Name"] ?? "");
        break;
      case "ss:Column":
        this.#openColumn(attributes);
        break;
      case "ss:Row":
        this.#openRow(attributes);
        break;
      case "ss:Cell":
        this.#openCell(attributes);
        break;
      case "ss:Comment":
        this.#isComment = true;
        break;
      case "ss:Data":
        if (this.#cell && !this.#isComment) this.#cell.type = attributes["ss:Type"] ?? "String";
        this.#into = this.#isComment ? "comment" : "value";
        break;
      case "excel:Header":
      case "excel:Footer":
        this.#writeMargin(name === "excel:Header" ? "header" : "footer", attributes["excel:Data"]);
        break;
      case "excel:Visible":
        this.#into = "visible";
        this.#setting = "";
        break;
      case "excel:Date1904":
        this.#styles.is1904 = true;
        break;
    }
    if (struckElement.test(name)) this.#struckFrom ??= this.#cell?.value.length;
    return name !== "ss:Names" && name !== "o:DocumentProperties";
  }

  close(name: string): void {
    if (name === "ss:Data") this.#into = undefined;
    else if (name === "ss:Comment") this.#isComment = false;
    else if (name === "ss:Cell") this.#closeCell();
    else if (name === "ss:Row") this.#closeRow();
    else if (name === "ss:Table" || name === "ss:Worksheet") this.#mark();
    else if (name === "excel:Visible") this.#closeVisible();
    else if (struckElement.test(name)) this.#strike();
  }

  text(text: string): void {
    if (this.#into === "visible") this.#setting += text;
    else if (this.#cell && (this.#into === "value" || this.#into === "comment"))
      this.#cell[this.#into] += text;
  }

  end(): void {
    this.#closeRow();
    this.#mark();
  }

  #openSheet(name: string): void {
    this.#mark();
    this.#sheet = name;
    this.#isMarked = false;
    this.#hiddenColumns = [];
    this.#columnStyles = [];
    this.#column = 0;
    this.#rowNumber = 0;
    this.#rowSpan = 0;
    this.#note(rowSentence);
  }

  #mark(): void {
    if (!this.#isMarked)
      this.#sink.mark(sheetTitle({ name: this.#sheet, isHidden: false }, { columns: this.#hiddenColumns }));
    this.#isMarked = true;
  }

  #openColumn(attributes: Attributes): void {
    const from = numberOf(attributes["ss:Index"], lastColumn) ?? this.#column + 1;
    this.#column = from + (numberOf(attributes["ss:Span"], lastColumn) ?? 0);
    const id = attributes["ss:StyleID"];
    if (id !== undefined && this.#columnStyles.length < maxColumnStyles)
      this.#columnStyles.push({ from, to: this.#column, id });
    if (!isHidden(attributes, "ss:Width")) return;
    const range = columnRange(from, this.#column);
    const listed = this.#hiddenColumns.length;
    if (range && listed <= maxListedRanges)
      this.#hiddenColumns.push(listed < maxListedRanges ? range : "and more");
  }

  #openRow(attributes: Attributes): void {
    this.#mark();
    this.#rowNumber = numberOf(attributes["ss:Index"], lastRow) ?? this.#rowNumber + this.#rowSpan + 1;
    this.#rowSpan = numberOf(attributes["ss:Span"], lastRow) ?? 0;
    this.#isRowHidden = isHidden(attributes, "ss:Height");
    this.#rowStyle = attributes["ss:StyleID"];
    this.#column = 0;
  }

  #openCell(attributes: Attributes): void {
    if (++this.#cells > bounds.cells) throw new Unreadable(tooManyCells);
    const column = numberOf(attributes["ss:Index"], lastColumn) ?? this.#column + 1;
    this.#column = column + (numberOf(attributes["ss:MergeAcross"], lastColumn) ?? 0);
    const style = this.#styles.of(attributes["ss:StyleID"] ?? this.#rowStyle ?? this.#columnStyle(column));
    const formula = attributes["ss:Formula"];
    this.#cell = { column, style, type: "", formula, value: "", comment: "" };
  }

  #columnStyle(column: number): string | undefined {
    return this.#columnStyles.find(({ from, to }) => from <= column && column <= to)?.id;
  }

  #strike(): void {
    const from = this.#struckFrom;
    this.#struckFrom = undefined;
    if (from === undefined || !this.#cell) return;
    const { value } = this.#cell;
    this.#cell.value = value.slice(0, from) + struckOut(value.slice(from));
  }

  #closeCell(): void {
    const cell = this.#cell;
    if (!cell) return;
    const text = cell.style.isStruck ? struckOut(textOf(cell)) : textOf(cell);
    const comment = cell.comment.trim();
    this.#row.put(cell.column, comment === "" ? text : `${text} ${openMark("comment")}: ${comment}]`.trim());
    this.#cell = undefined;
    this.#struckFrom = undefined;
    if (this.#row.isOverlong) this.#closeRow();
  }

  #closeRow(): void {
    const text = this.#row.text(this.#isRowHidden ? `${this.#rowNumber} (hidden)` : `${this.#rowNumber}`);
    if (text !== "") this.#sink.line(text);
    this.#row = new SheetRow();
  }

  #writeMargin(place: "header" | "footer", code = ""): void {
    const text = headerText(code, this.#sheet);
    if (text === "") return;
    this.#mark();
    this.#sink.line(`${inlineMark(place)} ${text}`);
  }

  #closeVisible(): void {
    this.#into = undefined;
    // The setting follows the sheet's rows.
    if (/hidden/i.test(this.#setting)) this.#note(`Sheet “${this.#sheet}” is hidden.`);
  }
}

function numberOf(written: string | undefined, most: number): number | undefined {
  return /^\d{1,7}$/.test(written ?? "") ? Math.min(Number(written), most) : undefined;
}

function isHidden(attributes: Attributes, size: string): boolean {
  return attributes["ss:Hidden"] === "1" || Number(attributes[size] ?? 1) === 0;
}

function textOf({ type, style, formula, value }: Cell): string {
  if (value === "") return formula === undefined ? "" : `(${formula}: no stored value)`;
  if (type === "Boolean") return value === "1" ? "TRUE" : "FALSE";
  if (type === "DateTime") return dateOf(value);
  const number = Number(value);
  return type === "Number" && Number.isFinite(number) ? style.format(number) : value;
}

// A time of day is stored as a time on the day before the first one.
function dateOf(value: string): string {
  const [, date, time = ""] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2}(?:\.\d+)?))?$/.exec(value) ?? [];
  if (date === undefined) return value;
  const clock = time.replace(/\.0*$/, "");
  if (date === "1899-12-31" || date === "1904-01-01") return clock || date;
  return clock === "" || clock === "00:00:00" ? date : `${date}T${clock}`;
}
