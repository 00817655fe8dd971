import type { Lines } from "../../output/lines.ts";
import type { Display } from "./display.ts";
import type { TableFooters } from "./footers.ts";

/** What an element is in a table. */
export type TablePart = "table" | "group" | "footers" | "row" | "cell";

const partsByName = new Map<string, TablePart>([
  ["table", "table"],
  ["tbody", "group"],
  ["thead", "group"],
  ["tfoot", "footers"],
  ["tr", "row"],
  ["td", "cell"],
  ["th", "cell"],
]);

/** The part that an element is by its name. */
export function partByName(name: string): TablePart | undefined {
  return partsByName.get(name);
}

/** Where each part may stand if a style and not its name makes it one. */
const outerParts: Record<"group" | "row" | "cell", readonly TablePart[]> = {
  group: ["table"],
  row: ["table", "group"],
  cell: ["table", "group", "row"],
};

/** Writes the tables of a page. Programs also write rows and cells without a table, and leave out end tags. */
export class HtmlTables {
  readonly #lines: Lines;
  readonly #footers: TableFooters;
  /** For each open table, whether cells have come since the last row ended. */
  readonly #hasCells: boolean[] = [];

  constructor(lines: Lines, footers: TableFooters) {
    this.#lines = lines;
    this.#footers = footers;
  }

  get isOpen(): boolean {
    return this.#hasCells.length > 0;
  }

  /**
   * What a style makes of an element in a table of which `outer` is the part around it. A table for layout inside another
   * would break that one's rows. A row without a table is one.
   */
  partByStyle(display: Display | undefined, outer: TablePart | undefined): TablePart | undefined {
    if (display === undefined) return undefined;
    const isOutside = this.#hasCells.length === 0;
    if (display === "table") return isOutside ? "table" : undefined;
    if (display !== "group" && display !== "row" && display !== "cell") return undefined;
    if (display === "row" && isOutside) return "table";
    return outer && outerParts[display].includes(outer) ? display : undefined;
  }

  open(part: TablePart, attributes: Record<string, string>): void {
    if (part === "table") this.#openTable();
    else if (part === "row") this.#openRow();
    else if (part === "cell") this.#openCell(attributes);
    else this.#openRowGroup(part);
  }

  close(part: TablePart): void {
    if (part === "cell") this.#lines.closeCell();
    else if (part === "row") this.#endRow();
    else if (part === "table") this.#closeTable();
    else this.#endRowGroup(part);
  }

  /** Ends tables without an end tag. */
  end(): void {
    while (this.#hasCells.length > 0) {
      this.#endRow();
      this.#closeTable();
    }
  }

  #openTable(): void {
    this.#hasCells.push(false);
    this.#lines.openTable();
    this.#footers.openTable();
  }

  #openRow(): void {
    if (this.#hasCells.length === 0) this.#openTable();
    this.#endRow();
  }

  #openCell({ colspan, rowspan }: Record<string, string>): void {
    if (this.#hasCells.length === 0) this.#openTable();
    this.#hasCells[this.#hasCells.length - 1] = true;
    this.#lines.openCell({ columns: spanOf(colspan), rows: spanOf(rowspan) });
  }

  // Also at the start of a row: cells may come without one.
  #endRow(): void {
    if (this.#hasCells.at(-1)) this.#lines.closeRow();
    if (this.#hasCells.length > 0) this.#hasCells[this.#hasCells.length - 1] = false;
  }

  // Also the end of the group before: its end tag is optional.
  #openRowGroup(part: TablePart): void {
    this.#endRowGroup("footers");
    if (part === "footers") this.#footers.open();
  }

  #endRowGroup(part: TablePart): void {
    this.#endRow();
    this.#lines.closeRowGroup();
    if (part === "footers") this.#footers.close();
  }

  #closeTable(): void {
    this.#hasCells.pop();
    this.#lines.closeTable();
    this.#footers.closeTable();
  }
}

function spanOf(written: string | undefined): number {
  if (written === undefined) return 1;
  return /^\s*\d{1,9}/.test(written) ? Number.parseInt(written, 10) : 1;
}
