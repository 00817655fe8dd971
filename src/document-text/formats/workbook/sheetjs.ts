// The entry of dist/sheetjs.cjs. It is the only file that imports SheetJS, which is larger than all readers together.
import { type CellObject, type ColInfo, type RowInfo, read, set_cptable, type WorkBook } from "@e965/xlsx";
import { labelOfCodePage } from "../../input/code-pages.ts";
import { decoderOf } from "../../input/decoder.ts";
import { columnName } from "../../output/sheet-row.ts";
import type { ParsedRow, ParsedSheet, ParsedValue, ParsedWorkbook, WorkbookParser } from "./parsed.ts";

type Cells = readonly (readonly (CellObject | undefined)[])[];

set_cptable({ utils: { decode: decodePage, encode: () => [] } });

const utf16 = 1200;

// Stands in for the 470 KB of tables that SheetJS has for code pages.
function decodePage(page: number, data: ArrayLike<number>): string {
  const bytes = Uint8Array.from(data);
  if (page === utf16) return Buffer.from(bytes).toString("utf16le");
  const decoder = decoderOf(labelOfCodePage(page) ?? `cp${page}`) ?? decoderOf("windows-1252");
  return decoder?.decode(bytes) ?? "";
}

export const parseWorkbook: WorkbookParser["parseWorkbook"] = (bytes): ParsedWorkbook => {
  const book = read(bytes, {
    type: "buffer",
    dense: true,
    cellStyles: true,
    cellNF: true,
    cellText: false,
    cellHTML: false,
    cellFormula: false,
    password: "VelvetSweatshop",
  });
  return {
    is1904: book.Workbook?.WBProps?.date1904 === true,
    sheets: book.SheetNames.map((name) => sheetOf(book, name)),
  };
};

function sheetOf(book: WorkBook, name: string): ParsedSheet {
  const sheet = book.Sheets[name] ?? {};
  // Sparse arrays: a loop over their length would take a million steps for one cell.
  const cells: Cells = sheet["!data"] ?? [];
  const columns: readonly (ColInfo | undefined)[] = sheet["!cols"] ?? [];
  const state = book.Workbook?.Sheets?.find((properties) => properties.name === name)?.Hidden;
  return {
    name,
    isHidden: state !== undefined && state !== 0,
    hasCells: sheet["!type"] === undefined || sheet["!type"] === "sheet",
    hiddenColumns: Object.entries(columns)
      .filter(([, column]) => column?.hidden === true || column?.width === 0)
      .map(([at]) => Number(at) + 1),
    rows: () => rowsOf(cells, sheet["!rows"] ?? []),
    comments: commentsOf(cells),
  };
}

function* rowsOf(cells: Cells, properties: readonly (RowInfo | undefined)[]): Generator<ParsedRow> {
  for (const [key, row] of Object.entries(cells)) {
    const found: ParsedRow["cells"] = [];
    for (const [column, cell] of Object.entries(row)) {
      const value = cell && storedValue(cell);
      if (value) found.push({ column: Number(column) + 1, value });
    }
    if (found.length === 0) continue;
    const { hidden, hpt } = properties[Number(key)] ?? {};
    yield { number: Number(key) + 1, isHidden: hidden === true || hpt === 0, cells: found };
  }
}

function storedValue({ t: type, v: value, z: code }: CellObject): ParsedValue | undefined {
  if (type === "z" || value === undefined) return undefined;
  if (type === "e") return { kind: "text", text: errors[Number(value)] ?? "#ERROR!" };
  if (typeof value === "number") return { kind: "number", value, code: typeof code === "string" ? code : "" };
  if (typeof value === "boolean") return { kind: "text", text: value ? "TRUE" : "FALSE" };
  return { kind: "text", text: String(value) };
}

const errors: Readonly<Record<number, string>> = {
  0: "#NULL!",
  7: "#DIV/0!",
  15: "#VALUE!",
  23: "#REF!",
  29: "#NAME?",
  36: "#NUM!",
  42: "#N/A",
  43: "#GETTING_DATA",
};

function* commentsOf(cells: Cells): Generator<{ cell: string; text: string }> {
  for (const [row, columns] of Object.entries(cells)) {
    for (const [column, cell] of Object.entries(columns)) {
      const text = (cell?.c ?? []).map((comment) => comment.t).join("\n");
      if (text !== "") yield { cell: `${columnName(Number(column) + 1)}${Number(row) + 1}`, text };
    }
  }
}
