import { setImmediate } from "node:timers/promises";

/** Lets waiting work (other calls, pings, deadlines) run between two long steps. */
function yieldToOthers(): Promise<void> {
  return setImmediate();
}

/** Maps rows a few hundred at a time, and lets other work run in between. */
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
