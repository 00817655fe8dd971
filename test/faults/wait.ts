/** The bounds of the wait before the second attempt. With `doubles`, each further wait is twice as long. */
export interface Wait {
  leastMs: number;
  mostMs: number;
  doubles?: true;
}

/** The initial interval of the server under test. Half of it is random. */
export const initialIntervalMs = 100;

export const backoff: Wait = { leastMs: initialIntervalMs / 2, mostMs: initialIntervalMs, doubles: true };

/** After a 429 without a valid Retry-After: starts with one second. */
export const throttledBackoff: Wait = { leastMs: 500, mostMs: 1000, doubles: true };

/** An honored Retry-After. */
export function retryAfter(leastMs: number, mostMs = leastMs): Wait {
  return { leastMs, mostMs };
}

/** The bounds as text. */
export function formatWait({ leastMs, mostMs, doubles }: Wait): string {
  const [least, most] = [leastMs / 1000, mostMs / 1000];
  return `${least === most ? "" : `${least} to `}${most} s${doubles ? ", doubled" : ""}`;
}

/** An attempt as observed by the upstream. */
export interface Span {
  atMs: number;
  /** When its socket closed; undefined if the attempt ended with a response. */
  closedAtMs?: number;
}

/** The waits between attempts, in ms. */
export function waitsOf(spans: readonly Span[]): number[] {
  return pairs(spans).map(([before, { atMs }]) => {
    const { closedAtMs } = before;
    return atMs - (closedAtMs !== undefined && closedAtMs <= atMs ? closedAtMs : before.atMs);
  });
}

// Tolerance for a busy machine.
const longestDelayMs = 5000;

/** Problems with the waits between attempts, as sentences. Checks only orders of magnitude. */
export function wrongWaits(spans: readonly Span[], { leastMs, mostMs, doubles }: Wait): string[] {
  const waits = waitsOf(spans);
  return pairs(spans).flatMap(([before, after], index) => {
    const factor = doubles ? 2 ** index : 1;
    const nth = `The wait before attempt ${index + 2}`;
    // The upstream notices the end of an abandoned attempt late, so the minimum wait is measured from its start.
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
