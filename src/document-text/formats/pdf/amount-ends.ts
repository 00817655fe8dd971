import { type Group, isAmount, isSign, textOf } from "./amount-signs.ts";

/** Where the amounts and headings of a page's rows end: what stands over such an end is in a column of its own. */
export class AmountEnds {
  readonly #rows: readonly (readonly Group[])[];
  #sorted: Float64Array | undefined;

  constructor(rows: readonly (readonly Group[])[]) {
    this.#rows = rows;
  }

  /** Whether one ends between two places. */
  hasBetween(left: number, right: number): boolean {
    this.#sorted ??= this.#collect();
    const ends = this.#sorted;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < left) low = middle + 1;
      else high = middle;
    }
    return (ends[low] ?? Number.POSITIVE_INFINITY) <= right;
  }

  #collect(): Float64Array {
    const ends: number[] = [];
    for (const groups of this.#rows)
      for (const group of groups)
        if (isAmount(group) || (isShort(group) && !isSign(group) && !isDash(group)))
          ends.push(rightOf(group));
    return Float64Array.from(ends).sort();
  }
}

const longest = 40;
const dash = /^[-\u2212\u2013\u2014+]$/u;

function isShort({ runs }: Group): boolean {
  return runs.reduce((length, { text }) => length + text.length, 0) <= longest;
}

function isDash(group: Group): boolean {
  return dash.test(textOf(group));
}

export function leftOf({ runs }: Group): number {
  return runs.reduce((left, run) => Math.min(left, run.left), Number.POSITIVE_INFINITY);
}

function rightOf({ runs }: Group): number {
  return runs.reduce((right, run) => Math.max(right, run.right), Number.NEGATIVE_INFINITY);
}
