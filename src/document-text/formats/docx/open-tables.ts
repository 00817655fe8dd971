interface Table {
  style: string | undefined;
  isRowOmitted: boolean;
  isCellOmitted: boolean;
  /** Whether a cell has begun that covers the one below it. */
  hasMergedCells: boolean;
}

/** The open tables of a document: their styles, and which of their rows and cells Word does not show. */
export class OpenTables {
  readonly #tables: Table[] = [];

  open(): void {
    this.#tables.push({
      style: undefined,
      isRowOmitted: false,
      isCellOmitted: false,
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

  /** Whether a cell around what comes now is omitted. */
  get isInOmittedCell(): boolean {
    return this.#tables.some(({ isCellOmitted }) => isCellOmitted);
  }

  omitRow(): void {
    const table = this.#tables.at(-1);
    if (table) table.isRowOmitted = true;
  }

  endRow(): void {
    const table = this.#tables.at(-1);
    if (table) table.isRowOmitted = false;
  }

  /** Takes how the open cell is merged with the one above: `restart` begins a merged cell, anything else continues one. */
  mergeCell(how: string | undefined): void {
    const table = this.#tables.at(-1);
    if (!table) return;
    if (how === "restart") table.hasMergedCells = true;
    else if (table.hasMergedCells) table.isCellOmitted = true;
  }

  endCell(): void {
    const table = this.#tables.at(-1);
    if (table) table.isCellOmitted = false;
  }
}
