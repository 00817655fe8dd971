import type { Amount } from "./amounts.ts";
import { add, type Decimal, zero } from "./decimal.ts";
import type { DecimalMark } from "./number-style.ts";

/** A column's sum, or why its amounts are not added. */
export type Sum = { sum: Decimal; currency: string | undefined } | { why: string };

/** What a column shows besides its own amounts. */
export interface Others {
  lines: number;
  /** The currencies in cells of their own. */
  currencies: ReadonlySet<string>;
  /** The decimal marks that the amounts of all columns prove. */
  marks: ReadonlySet<DecimalMark>;
  /** Whether other cells say that some amounts are credits and some debits. */
  hasSides: boolean;
}

/** Adds the amounts of a column, cell by cell, under both readings of their separators. */
export class ColumnSum {
  readonly marks = new Set<DecimalMark>();
  readonly #currencies = new Set<string>();
  readonly #sums = new Map<DecimalMark, Decimal>([
    [".", zero],
    [",", zero],
  ]);
  #filled = 0;
  #several = 0;
  #unclear = 0;
  #hasCreditOrDebit = false;
  #ambiguous: string | undefined;

  /** The amounts of a cell that has at least one, in this many equal rows. */
  put(amounts: readonly Amount[], rows: number): void {
    const [amount, ...more] = amounts;
    if (!amount) return;
    this.#filled += rows;
    if (more.length > 0) this.#several++;
    else this.#put(amount, BigInt(rows));
  }

  #put({ number, written, isNegative, currency, isCreditOrDebit }: Amount, rows: bigint): void {
    if (isCreditOrDebit) this.#hasCreditOrDebit = true;
    if (currency) this.#currencies.add(currency);
    if (!number) {
      this.#unclear++;
      return;
    }
    if (number.proves) this.marks.add(number.proves);
    else if (!number.isNeutral) this.#ambiguous ??= written;
    for (const [mark, sum] of this.#sums) {
      const value = number.value(mark);
      if (!value) continue;
      const units = value.units * (isNegative ? -rows : rows);
      this.#sums.set(mark, add(sum, { ...value, units }));
    }
  }

  sum({ lines, currencies, marks, hasSides }: Others): Sum {
    if (this.#several > 0) return { why: `${have(this.#several)} more than one amount` };
    if (this.#filled < lines) return { why: `${have(lines - this.#filled)} no amount` };
    if (this.#unclear > 0) {
      return { why: `${have(this.#unclear)} an amount that cannot be read with certainty` };
    }
    if (this.#hasCreditOrDebit || hasSides)
      return { why: "credit and debit marks (CR, DR) do not show which amounts to subtract" };
    const [currency, ...others] = new Set([...this.#currencies, ...currencies]);
    if (others.length > 0) {
      return { why: `the lines have several currencies: ${[currency, ...others].slice(0, 5).join(", ")}` };
    }
    const mark = this.#mark(marks);
    return typeof mark === "object" ? mark : { sum: this.#sums.get(mark) ?? zero, currency };
  }

  /** The decimal mark: what the column's own amounts prove, otherwise those of all columns. */
  #mark(everywhere: ReadonlySet<DecimalMark>): DecimalMark | { why: string } {
    if (this.marks.size > 1) return { why: "some amounts have a decimal point and some a decimal comma" };
    const proven = this.marks.size > 0 ? this.marks : everywhere;
    const [mark] = proven;
    if (mark !== undefined && proven.size === 1) return mark;
    if (this.#ambiguous === undefined) return ".";
    const [whole = "", rest = ""] = this.#ambiguous.split(/[.,]/);
    return { why: `${this.#ambiguous} can mean ${whole}${rest} or ${whole}.${rest}` };
  }
}

function have(count: number): string {
  return count === 1 ? "1 of the lines has" : `${count} of the lines have`;
}
