import type { Steps } from "../../base/event-loop.ts";
import { type Amount, amountsIn, isCurrency } from "./amounts.ts";
import { type Decimal, sumOf } from "./decimal.ts";
import type { DecimalMark } from "./number-style.ts";

/** A column with amounts in at least one line: their sum, or why they are not added. */
export type Column = { index: number } & ({ sum: Decimal; currency: string | undefined } | { why: string });

/** Adds the amounts of each column that has exactly one in every line. Yields often. */
export function* addColumns(rows: readonly (readonly string[])[]): Steps<Column[]> {
  const columns: Amount[][][] = [];
  const currencies = new Set<string>();
  for (const [nth, row] of rows.entries()) {
    for (const [index, cell] of row.entries()) {
      if (isCurrency(cell)) currencies.add(cell);
      const amounts = amountsIn(cell);
      if (amounts.length === 0) continue;
      columns[index] ??= [];
      columns[index][nth] = amounts;
    }
    yield;
  }
  const everywhere = marksIn(columns.flat(2));
  const found: Column[] = [];
  for (const [index, column] of columns.entries()) {
    yield;
    if (column !== undefined)
      found.push({ index, ...sumOrWhy(column, rows.length, { currencies, everywhere }) });
  }
  return found;
}

interface Others {
  /** The currencies in cells of their own. */
  currencies: ReadonlySet<string>;
  /** The decimal marks that the amounts of all columns prove. */
  everywhere: ReadonlySet<DecimalMark>;
}

function sumOrWhy(
  column: readonly (Amount[] | undefined)[],
  lineCount: number,
  { currencies, everywhere }: Others,
): { sum: Decimal; currency: string | undefined } | { why: string } {
  const several = column.filter((amounts) => amounts && amounts.length > 1).length;
  if (several > 0) return { why: `${lines(several)} more than one amount` };
  const amounts = column.flatMap((cell) => cell ?? []);
  const missing = lineCount - amounts.length;
  if (missing > 0) return { why: `${lines(missing)} no amount` };
  const unclear = amounts.filter(({ number }) => !number).length;
  if (unclear > 0) return { why: `${lines(unclear)} an amount that cannot be read with certainty` };
  if (amounts.some(({ isCreditOrDebit }) => isCreditOrDebit)) {
    return { why: "CR and DR do not show which amounts to subtract" };
  }
  const signs = new Set([...amounts.flatMap(({ currency }) => currency ?? []), ...currencies]);
  if (signs.size > 1)
    return { why: `the lines have several currencies: ${[...signs].slice(0, 5).join(", ")}` };
  const mark = markOf(amounts, everywhere);
  if (typeof mark === "object") return mark;
  const values = amounts.map(({ number, isNegative }) => signed(number?.value(mark), isNegative));
  const known = values.filter((value) => value !== undefined);
  if (known.length < values.length) return { why: "an amount cannot be read" };
  return { sum: sumOf(known), currency: [...signs][0] };
}

function signed(value: Decimal | undefined, isNegative: boolean): Decimal | undefined {
  return value && isNegative ? { ...value, units: -value.units } : value;
}

function lines(count: number): string {
  return count === 1 ? "1 of the lines has" : `${count} of the lines have`;
}

/** The decimal mark of a column: what its own amounts prove, otherwise those of all columns. */
function markOf(
  amounts: readonly Amount[],
  everywhere: ReadonlySet<DecimalMark>,
): DecimalMark | { why: string } {
  const own = marksIn(amounts);
  const proven = own.size > 0 ? own : everywhere;
  if (own.size > 1) return { why: "some amounts have a decimal point and some a decimal comma" };
  const [mark] = proven;
  if (mark !== undefined && proven.size === 1) return mark;
  const ambiguous = amounts.find(({ number }) => !number?.isNeutral);
  if (!ambiguous) return ".";
  const [whole = "", rest = ""] = ambiguous.written.split(/[.,]/);
  return { why: `${ambiguous.written} can mean ${whole}${rest} or ${whole}.${rest}` };
}

function marksIn(amounts: readonly Amount[]): Set<DecimalMark> {
  return new Set(amounts.flatMap(({ number }) => number?.proves ?? []));
}
