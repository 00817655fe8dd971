import { setImmediate } from "node:timers/promises";

/** Lets whatever waits run first (other calls, pings, deadlines), between two steps that each take a while. */
function yieldToOthers(): Promise<void> {
  return setImmediate();
}

/** Maps rows a few hundred at a time, and lets others run in between. */
export async function mapInSlices<T, U>(
  rows: readonly T[],
  map: (slice: readonly T[]) => readonly U[],
  sliceLength = 250,
): Promise<U[]> {
  const mapped: U[] = [];
  for (let from = 0; from < rows.length; from += sliceLength) {
    if (from > 0) await yieldToOthers();
    for (const row of map(rows.slice(from, from + sliceLength))) mapped.push(row);
  }
  return mapped;
}
