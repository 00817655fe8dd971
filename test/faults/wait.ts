/** The wait before a second attempt, within bounds; where it doubles, each further one is twice as long. */
export interface Wait {
  leastMs: number;
  mostMs: number;
  doubles?: true;
}

/** What the server under test is told as its first wait; the half of it is random. */
export const initialIntervalMs = 100;

export const backoff: Wait = { leastMs: initialIntervalMs / 2, mostMs: initialIntervalMs, doubles: true };

/** After a 429 without a usable Retry-After: a second to start with. */
export const throttledBackoff: Wait = { leastMs: 500, mostMs: 1000, doubles: true };

/** A Retry-After that is waited out. */
export function told(leastMs: number, mostMs = leastMs): Wait {
  return { leastMs, mostMs };
}

/** The bounds in words. */
export function waitWords({ leastMs, mostMs, doubles }: Wait): string {
  const [least, most] = [leastMs / 1000, mostMs / 1000];
  return `${least === most ? "" : `${least} to `}${most} s${doubles ? ", doubled" : ""}`;
}

/** An attempt as the upstream saw it. */
export interface Span {
  atMs: number;
  /** When its socket closed, where it did; else it ended with its answer. */
  closedAtMs?: number;
}

/** The waits between attempts, in ms. */
export function waitsOf(spans: readonly Span[]): number[] {
  return pairs(spans).map(([before, { atMs }]) => {
    const { closedAtMs } = before;
    return atMs - (closedAtMs !== undefined && closedAtMs <= atMs ? closedAtMs : before.atMs);
  });
}

// What a busy machine may add to a wait of any length, far from the next one that could be meant.
const longestDelayMs = 5000;

/** What is wrong with the waits between attempts, as sentences. This machine's clock decides orders of magnitude alone. */
export function wrongWaits(spans: readonly Span[], { leastMs, mostMs, doubles }: Wait): string[] {
  const waits = waitsOf(spans);
  return pairs(spans).flatMap(([before, after], index) => {
    const factor = doubles ? 2 ** index : 1;
    const nth = `The wait before attempt ${index + 2}`;
    // The end of an attempt that the other side gave up is seen late here: its beginning is what a least wait is held against.
    const sinceBeganMs = after.atMs - before.atMs;
    if (sinceBeganMs < leastMs * factor * 0.9) return `${nth} was under ${leastMs * factor} ms.`;
    return (waits[index] ?? 0) > mostMs * factor * 10 + longestDelayMs
      ? `${nth} was far over ${mostMs * factor} ms.`
      : [];
  });
}

function pairs(spans: readonly Span[]): [Span, Span][] {
  return spans.slice(1).map((after, index) => [spans[index] ?? after, after]);
}
