import type { Steps } from "../../base/event-loop.ts";
import { amountsIn } from "./amounts.ts";
import { ColumnSum, type Sum } from "./column-sum.ts";
import { SideColumns } from "./credit-debit.ts";
import { currencyNamed, isCurrency } from "./currencies.ts";

/** A column with amounts in at least one line. */
export type Column = { index: number } & Sum;

/** The cells of a row, and how many equal rows there are. */
export interface Row {
  cells: readonly string[];
  count: number;
}

/** Adds the amounts of each column that has exactly one in every row. Yields often. */
export function* addColumns(rows: Iterable<Row>): Steps<Column[]> {
  const columns = new Map<number, ColumnSum>();
  const currencies = new Set<string>();
  const sides = new SideColumns();
  let lines = 0;
  for (const { cells, count } of rows) {
    lines += count;
    for (const [index, cell] of cells.entries()) {
      if (isCurrency(cell)) currencies.add(currencyNamed(cell) ?? cell);
      sides.put(index, cell, count);
      const amounts = amountsIn(cell);
      if (amounts.length === 0) continue;
      const column = columns.get(index) ?? new ColumnSum();
      columns.set(index, column);
      column.put(amounts, count);
      yield;
    }
    yield;
  }
  const marks = new Set([...columns.values()].flatMap((column) => [...column.marks]));
  const hasSides = sides.differ(lines);
  return [...columns]
    .sort(([a], [b]) => a - b)
    .map(([index, column]) => ({ index, ...column.sum({ lines, currencies, marks, hasSides }) }));
}
