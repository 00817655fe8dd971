interface Table {
  style: string | undefined;
  isRowOmitted: boolean;
  /** The note on the open cell, if what is in it is omitted. */
  omittedCell: string | undefined;
  /** Whether a cell has begun that covers the one below it. */
  hasMergedCells: boolean;
}

const coveredText = "Text in table cells that a merged cell covers is omitted: Word does not show it.";

/** The open tables of a document: their styles, and which of their rows and cells Word does not show. */
export class OpenTables {
  readonly #tables: Table[] = [];

  open(): void {
    this.#tables.push({
      style: undefined,
      isRowOmitted: false,
      omittedCell: undefined,
      hasMergedCells: false,
    });
  }

  close(): void {
    this.#tables.pop();
  }

  get style(): string | undefined {
    return this.#tables.at(-1)?.style;
  }

  set style(style: string | undefined) {
    const table = this.#tables.at(-1);
    if (table) table.style = style;
  }

  /** Whether a row around what comes now is omitted. */
  get isInOmittedRow(): boolean {
    return this.#tables.some(({ isRowOmitted }) => isRowOmitted);
  }

  /** The note on a cell around what comes now, if one is omitted. */
  get omittedCell(): string | undefined {
    return this.#tables.find(({ omittedCell }) => omittedCell !== undefined)?.omittedCell;
  }

  omitRow(): void {
    const table = this.#tables.at(-1);
    if (table) table.isRowOmitted = true;
  }

  openRow(): void {
    const table = this.#tables.at(-1);
    if (table) table.isRowOmitted = false;
  }

  /** Takes how the open cell is merged with the one above: `restart` begins a merged cell, anything else continues one. */
  mergeCell(how: string | undefined): void {
    const table = this.#tables.at(-1);
    if (!table) return;
    if (how === "restart") table.hasMergedCells = true;
    else if (table.hasMergedCells) table.omittedCell = coveredText;
  }

  /** As `mergeCell`, for the cell to the left. */
  mergeCellToLeft(how: string | undefined): void {
    if (how !== "restart") this.omitCell(coveredText);
  }

  omitCell(note: string): void {
    const table = this.#tables.at(-1);
    if (table) table.omittedCell = note;
  }

  endCell(): void {
    const table = this.#tables.at(-1);
    if (table) table.omittedCell = undefined;
  }
}
