import { CodatError } from "./error.ts";
import { companyIdIn, type Route } from "./route.ts";

/**
 * Refuses calls for a while after a 429 that was not waited out, for the same company and the same kind of data: they would only
 * cost quota. After that one call tries.
 */
export interface Throttle {
  /** Throws `throttled` while calls are refused; else the call has a turn. */
  enter(route: Route): Turn;
}

/** A call that may ask. */
export interface Turn {
  /** Throws `throttled` where calls have come to be refused since the turn began. */
  goOn(): void;
  /** Told how the call ended. */
  ended(error?: unknown): void;
}

interface Refusal {
  /** Until when calls are refused here. */
  untilMs: number;
  /** Until when Codat asked to wait. */
  codatUntilMs: number | undefined;
  /** Whether a call is trying by now. */
  trying: boolean;
}

const longestRefusalMs = 60_000;
// Codat did not say how long: as long as a Retry-After that would still be waited out.
const untoldRefusalMs = 15_000;

export function createThrottle(): Throttle {
  const refusals = new Map<string, Refusal>();
  return {
    enter(route) {
      const key = keyOf(route);
      const refusal = refusals.get(key);
      const nowMs = performance.now();
      if (refusal && (refusal.trying || nowMs < refusal.untilMs)) throw refused(refusal, nowMs);
      if (refusal) refusal.trying = true;
      return {
        goOn() {
          const since = refusals.get(key);
          const sinceMs = performance.now();
          if (since && since !== refusal && (since.trying || sinceMs < since.untilMs))
            throw refused(since, sinceMs);
        },
        ended(error) {
          const endedMs = performance.now();
          const status = error instanceof CodatError ? error.facts.status : undefined;
          if (error instanceof CodatError && status === 429) {
            refusals.set(key, refusalAfter(error, endedMs));
          } else if (error !== undefined && status === undefined) {
            // No answer came, so nothing was learned: the next one tries.
            if (refusal) refusal.trying = false;
          } else if (refusals.get(key) === refusal) {
            refusals.delete(key);
          }
        },
      };
    },
  };
}

function refusalAfter({ facts: { retryAfterMs } }: CodatError, nowMs: number): Refusal {
  return {
    untilMs: nowMs + Math.min(retryAfterMs ?? untoldRefusalMs, longestRefusalMs),
    codatUntilMs: retryAfterMs === undefined ? undefined : nowMs + retryAfterMs,
    trying: false,
  };
}

function refused({ codatUntilMs, untilMs }: Refusal, nowMs: number): CodatError {
  return new CodatError(
    "throttled",
    "Codat was not asked: it answered 429 to a call like this a moment ago.",
    {
      retryable: true,
      retryAfterMs: Math.max(1000, (codatUntilMs ?? untilMs) - nowMs),
    },
  );
}

// The platform's own limits hold for attachments alone, which are fetched from it live.
function keyOf(route: Route): string {
  const kind = /\/attachments(\/|$)/.test(route.path) ? "attachments" : "records";
  return `${kind} ${companyIdIn(route)?.toLowerCase() ?? ""}`;
}
