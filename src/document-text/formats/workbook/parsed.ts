/** A cell's stored value. */
export type ParsedValue = { kind: "number"; value: number; code: string } | { kind: "text"; text: string };

export interface ParsedRow {
  /** Counts from 1. */
  number: number;
  isHidden: boolean;
  cells: { column: number; value: ParsedValue }[];
}

export interface ParsedSheet {
  name: string;
  isHidden: boolean;
  /** Whether it has cells: a chart sheet has none. */
  hasCells: boolean;
  hiddenColumns: readonly number[];
  rows(): Iterable<ParsedRow>;
  comments: Iterable<{ cell: string; text: string }>;
}

export interface ParsedWorkbook {
  is1904: boolean;
  sheets: ParsedSheet[];
}

/** What the file dist/sheetjs.cjs exports. */
export interface WorkbookParser {
  /** Parses the `Workbook` stream of an .xls, or an .xlsb whose entries are stored. */
  parseWorkbook(bytes: Uint8Array): ParsedWorkbook;
}
