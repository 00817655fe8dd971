import { bounds } from "../../bounds.ts";
import { numberFormat } from "../../output/number-format.ts";
import { onceEach } from "../../output/once-each.ts";
import { section } from "../../output/section.ts";
import { columnRange, rowSentence, SheetRow, sheetTitle } from "../../output/sheet-row.ts";
import { type Sink, tooManyCells, Unreadable } from "../../types.ts";
import { headerText } from "../xlsx/header-footer.ts";
import type { SheetScan } from "./biff.ts";
import { markedText } from "./marked-text.ts";
import type { ParsedSheet, ParsedValue, ParsedWorkbook } from "./parsed.ts";

export interface WorkbookOptions {
  /** Number format codes of this parser that the file itself does not define. */
  isGuessed(code: string): boolean;
  /** By sheet, what is known besides what the parser tells. */
  scans?: readonly SheetScan[];
}

// Ranges of hidden columns in a sheet's title.
const maxListedRanges = 20;
const maxKeptFormats = 10_000;

/** Writes each sheet as a table under its name. */
export function writeWorkbook(
  { sheets, is1904 }: ParsedWorkbook,
  sink: Sink,
  { isGuessed, scans = [] }: WorkbookOptions,
): void {
  const formats = new Map<string, (value: number) => string>();
  const formatOf = (code: string) => {
    const known = formats.get(code);
    if (known) return known;
    const made = numberFormat(isGuessed(code) ? withoutSymbol(code) : code, { is1904 });
    if (formats.size < maxKeptFormats) formats.set(code, made);
    return made;
  };
  const textOf = (value: ParsedValue) =>
    value.kind === "text" ? value.text : formatOf(value.code)(value.value);
  const note = onceEach(sink);
  let count = 0;
  const countCell = () => {
    if (++count > bounds.cells) throw new Unreadable(tooManyCells);
  };
  for (const [at, sheet] of sheets.entries()) {
    sink.progress("sheet", at + 1, sheets.length);
    writeSheet(sheet, sink, {
      note,
      textOf,
      countCell,
      scan: scans[at],
    });
  }
}

interface CellOptions {
  note(sentence: string): void;
  textOf(value: ParsedValue): string;
  countCell(): void;
  scan: SheetScan | undefined;
}

function writeSheet(sheet: ParsedSheet, sink: Sink, { note, textOf, countCell, scan }: CellOptions): void {
  if (!sheet.hasCells) {
    sink.mark(`${sheetTitle(sheet)}, no cells: a chart or macro sheet`);
    return;
  }
  sink.mark(sheetTitle(sheet, { columns: hiddenRanges(sheet.hiddenColumns) }));
  for (const { number, isHidden, cells } of sheet.rows()) {
    const row = new SheetRow();
    for (const { column, value } of cells) {
      countCell();
      const place = `${number - 1},${column - 1}`;
      const isUncalculated = scan?.uncalculated.has(place) ?? false;
      if (isUncalculated) note(uncalculatedSentence);
      const text = isUncalculated ? "(formula: no stored value)" : textOf(value);
      const isStruck = scan?.struck.has(place) ?? false;
      const looks = value.kind === "text" ? scan?.looks.get(place) : undefined;
      row.put(column, looks || isStruck ? markedText(text, isStruck, looks ?? []) : text);
      if (row.isOverlong) break;
    }
    const text = row.text(isHidden ? `${number} (hidden)` : `${number}`);
    if (text === "") continue;
    note(rowSentence);
    sink.line(text);
  }
  for (const place of ["header", "footer"] as const) {
    const text = headerText(scan?.[place] ?? "", sheet.name);
    if (text !== "") section(sink, `${place} of ${sheetTitle(sheet)}`).line(text);
  }
  const comments = section(sink, `comments on ${sheetTitle(sheet)}`);
  for (const { cell, text } of sheet.comments) comments.line(`${cell}: ${text}`);
}

const uncalculatedSentence =
  "Some formulas have no stored value: the program that wrote the file did not calculate them. Ask the borrower to open and save it in Excel, or for a PDF.";

function hiddenRanges(columns: readonly number[]): string[] {
  const ranges: [from: number, to: number][] = [];
  for (const column of columns) {
    const last = ranges.at(-1);
    if (last && last[1] === column - 1) last[1] = column;
    else ranges.push([column, column]);
  }
  const named = ranges.map(([from, to]) => columnRange(from, to) ?? "");
  return named.length > maxListedRanges ? [...named.slice(0, maxListedRanges), "and more"] : named;
}

// The built-in money formats depend on the locale of the computer. SheetJS takes the dollar of the United States.
function withoutSymbol(code: string): string {
  return code.replaceAll('"$"', "");
}
