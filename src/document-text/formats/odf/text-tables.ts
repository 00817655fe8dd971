import type { Attributes } from "../../input/xml.ts";
import type { Lines } from "../../output/lines.ts";

/** Writes the tables of a text. The lines are those of the place where the table stands. */
export class TextTables {
  #rowCopies = 1;

  open(name: string, attributes: Attributes, lines: Lines): void {
    switch (name) {
      case "table:table":
      case "table:sub-table":
        lines.openTable();
        break;
      case "table:table-row":
        this.#rowCopies = Number(attributes["table:number-rows-repeated"] ?? 1);
        break;
      // Cells that another one covers have elements of their own.
      case "table:table-cell":
      case "table:covered-table-cell":
        lines.openCell({ copies: Number(attributes["table:number-columns-repeated"] ?? 1) });
        break;
    }
  }

  close(name: string, lines: Lines): void {
    switch (name) {
      case "table:table-cell":
      case "table:covered-table-cell":
        lines.closeCell();
        break;
      case "table:table-row":
        lines.closeRow(this.#rowCopies);
        break;
      case "table:table":
      case "table:sub-table":
        lines.closeTable();
        break;
    }
  }
}
