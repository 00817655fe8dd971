import { type Attributes, isOn } from "../../input/xml.ts";
import type { Lines } from "../../output/lines.ts";
import type { OpenTables } from "./open-tables.ts";

// Word's limit.
const maxColumns = 63;
const hiddenText = "Text formatted as hidden is omitted.";
export const deletedText = "Text deleted by tracked changes is omitted.";

/** Writes the tables of a document, each cell in its column. */
export class TableElements {
  /** Whether what comes are properties of a row. */
  isRowProperty = false;
  readonly #lines: Lines;
  readonly #tables: OpenTables;
  readonly #note: (sentence: string) => void;

  constructor(lines: Lines, tables: OpenTables, note: (sentence: string) => void) {
    this.#lines = lines;
    this.#tables = tables;
    this.#note = note;
  }

  /** Returns whether the element is one of a table. */
  open(name: string, attributes: Attributes): boolean {
    const value = attributes["w:val"];
    switch (name) {
      case "w:tc":
        this.#lines.openCell();
        break;
      case "w:tr":
        this.#tables.openRow();
        break;
      case "w:gridSpan":
        this.#lines.spanCell({ columns: Math.min(Number(value), maxColumns) });
        break;
      case "w:vMerge":
        this.#tables.mergeCell(value);
        break;
      case "w:hMerge":
        this.#tables.mergeCellToLeft(value);
        break;
      case "w:cellDel":
        this.#tables.omitCell(deletedText);
        break;
      case "w:trPr":
        this.isRowProperty = true;
        break;
      case "w:gridBefore":
        this.#lines.skipCells(Math.min(Number(value), maxColumns));
        break;
      case "w:hidden":
        if (!this.isRowProperty || !isOn(value)) break;
        this.#note(hiddenText);
        this.#tables.omitRow();
        break;
      case "w:tbl":
        this.#lines.openTable();
        this.#tables.open();
        break;
      case "w:tblStyle":
        this.#tables.style = value;
        break;
      default:
        return false;
    }
    return true;
  }

  close(name: string): void {
    switch (name) {
      case "w:trPr":
        this.isRowProperty = false;
        break;
      case "w:tc":
        this.#lines.closeCell();
        this.#tables.endCell();
        break;
      case "w:tr":
        this.#lines.closeRow();
        break;
      case "w:tbl":
        this.#lines.closeTable();
        this.#tables.close();
        break;
    }
  }
}
