import type { Attributes } from "../../input/xml.ts";
import type { Lines } from "../../output/lines.ts";

interface OpenTable {
  rowCopies: number;
  isCellCovered: boolean;
}

/** Writes the tables of a text. The lines are those of the place where the table stands. */
export class TextTables {
  readonly #open: OpenTable[] = [];

  /** Whether another cell covers the one around what comes now. */
  get isCovered(): boolean {
    return this.#open.some(({ isCellCovered }) => isCellCovered);
  }

  open(name: string, attributes: Attributes, lines: Lines): void {
    const table = this.#open.at(-1);
    switch (name) {
      case "table:table":
      case "table:sub-table":
        lines.openTable();
        this.#open.push({ rowCopies: 1, isCellCovered: false });
        break;
      case "table:table-row":
        if (table) table.rowCopies = Number(attributes["table:number-rows-repeated"] ?? 1);
        break;
      // Cells that another one covers have elements of their own.
      case "table:table-cell":
      case "table:covered-table-cell":
        lines.openCell({ copies: Number(attributes["table:number-columns-repeated"] ?? 1) });
        if (table) table.isCellCovered = name === "table:covered-table-cell";
        break;
    }
  }

  close(name: string, lines: Lines): void {
    const table = this.#open.at(-1);
    switch (name) {
      case "table:table-cell":
      case "table:covered-table-cell":
        lines.closeCell();
        if (table) table.isCellCovered = false;
        break;
      case "table:table-row":
        lines.closeRow(table?.rowCopies);
        break;
      case "table:table":
      case "table:sub-table":
        lines.closeTable();
        this.#open.pop();
        break;
    }
  }
}
