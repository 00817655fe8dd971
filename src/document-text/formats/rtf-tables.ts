import type { Lines } from "../output/lines.ts";

const maxNested = 50;

/** Opens and closes tables as RTF implies them: by the level of a paragraph, and by the ends of cells and rows. */
export class RtfTables {
  readonly #lines: Lines;
  #depth = 0;

  constructor(lines: Lines) {
    this.#lines = lines;
  }

  take(word: string, number: number | undefined): void {
    if (word === "trowd" || word === "intbl") this.#reach(Math.max(this.#depth, 1));
    else if (word === "itap") this.#reach(number ?? 1);
    else if (word === "cell") this.#endCell(1);
    else if (word === "nestcell") this.#endCell(Math.max(this.#depth, 2));
    else if (word === "row") this.#endRow(1);
    else this.#endRow(Math.max(this.#depth, 2));
  }

  #endCell(depth: number): void {
    this.#reach(depth);
    this.#lines.closeCell();
    this.#lines.openCell();
  }

  #endRow(depth: number): void {
    // A row's end without a row: programs also write it after text.
    if (this.#depth === 0) return;
    this.#reach(depth);
    this.#lines.closeRow();
    if (depth === 1) this.#reach(0);
    else this.#lines.openCell();
  }

  #reach(level: number): void {
    const depth = Math.min(Math.max(level, 0), maxNested);
    for (; this.#depth < depth; this.#depth++) {
      this.#lines.openTable();
      this.#lines.openCell();
    }
    for (; this.#depth > depth; this.#depth--) this.#lines.closeTable();
  }
}

/** The control words that `RtfTables` takes. */
export const tableWords: ReadonlySet<string> = new Set(
  "trowd intbl itap cell row nestcell nestrow".split(" "),
);
