import { groupBy } from "./group-by.ts";
import type { DrawnSign } from "./sign-place.ts";

const leastTicks = 3;
const tolerance = 0.03;

/** Without the ticks of a chart's axis: short lines below each other before numbers that grow as evenly as they are apart. */
export function withoutTicks(signs: readonly DrawnSign[]): DrawnSign[] {
  const columns = groupBy(signs, ({ line, number }) => `${number[0]?.turn} ${Math.round(line.left)}`);
  return [...columns.values()].filter((column) => !areTicks(column)).flat();
}

function areTicks(column: readonly DrawnSign[]): boolean {
  if (column.length < leastTicks) return false;
  const sorted = column.toSorted((a, b) => a.line.bottom - b.line.bottom);
  const places = sorted.map(({ line }) => line.bottom);
  const values = sorted.map(amountOf);
  return growEvenly(values, places) || growEvenly(values.map(Math.log10), places);
}

function amountOf({ number }: DrawnSign): number {
  return Number.parseFloat(
    number
      .map(({ text }) => text)
      .join("")
      .replace(/[^\d.]/g, ""),
  );
}

function growEvenly(values: readonly number[], places: readonly number[]): boolean {
  const steps = values
    .slice(1)
    .map((value, at) => (value - (values[at] ?? 0)) / ((places[at + 1] ?? 0) - (places[at] ?? 0)));
  const [first = 0] = steps;
  return (
    first !== 0 && Number.isFinite(first) && steps.every((step) => Math.abs(step / first - 1) < tolerance)
  );
}
