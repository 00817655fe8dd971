import { compare } from "./compare.ts";
import { type Dataset, property } from "./dataset.ts";

/** Sorts the records by `orderBy`. The sort is stable, and records without the value come last. */
export function orderRecords<T extends object>(
  records: readonly T[],
  orderBy: string,
  dataset: Dataset,
): readonly T[] {
  const descending = orderBy.startsWith("-");
  const read = property(descending ? orderBy.slice(1) : orderBy, dataset);
  const sign = descending ? -1 : 1;
  return records
    .map((record) => ({ record, value: read(record) }))
    .sort((a, b) => rank(a.value) - rank(b.value) || sign * compare(a.value, b.value))
    .map(({ record }) => record);
}

// Values of different types have no order, and NaN would make the result depend on the sort algorithm.
function rank(value: unknown): number {
  const types = ["string", "number", "boolean"];
  const index = types.indexOf(typeof value);
  return index === -1 ? types.length : index;
}
