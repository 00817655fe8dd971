/** A cell that says on which side of an account its amount is. `Dr Smith` does not. */
export const creditOrDebit = new RegExp(
  [
    "(?<!\\p{L})(?:[Cc][Rr]|[Dd][Rr])(?!\\p{L}|\\.? \\p{L})",
    "^\\P{L}*(?:[Cc]redit|CREDIT|[Dd]ebit|DEBIT)\\P{L}*$",
    // Also the letters of German and of short lists, and overdrawn.
    "^[CDHS] ?\\P{L}*\\d|\\d\\P{L}* ?(?<!\\p{L})(?:[CDHS]|O/?D)$",
  ].join("|"),
  "u",
);

const sides = new Map([
  ["cr", "credit"],
  ["credit", "credit"],
  ["c", "credit"],
  ["h", "credit"],
  ["dr", "debit"],
  ["debit", "debit"],
  ["d", "debit"],
  ["s", "debit"],
]);

/** Finds columns whose cells say on which side of an account the amounts beside them are. */
export class SideColumns {
  readonly #rows = new Map<number, { rows: number; sides: Set<string>; areWords: boolean }>();

  put(index: number, cell: string, rows: number): void {
    const word = cell.replace(/\.$/, "").toLowerCase();
    const side = cell.length <= 7 ? sides.get(word) : undefined;
    if (side === undefined) return;
    const column = this.#rows.get(index) ?? { rows: 0, sides: new Set<string>(), areWords: false };
    column.rows += rows;
    column.sides.add(side);
    if (word.length > 1) column.areWords = true;
    this.#rows.set(index, column);
  }

  /** Whether the amounts of these rows are on both sides, or some of them on no known one. */
  differ(lines: number): boolean {
    return [...this.#rows.values()].some(
      ({ rows, sides, areWords }) => sides.size > 1 || (areWords && rows < lines),
    );
  }
}
