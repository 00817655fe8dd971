import type { Retries } from "../settings/retries.ts";
import type { CodatError } from "./error.ts";

/** The state of a call after a failed attempt. */
export interface AttemptState {
  /** Attempts so far for this request. */
  attempt: number;
  maxAttempts: number;
  elapsedMs: number;
  /** Until the deadline of the whole call. */
  remainingMs: number;
}

const longestRetryAfterMs = 15_000;
const throttledStartMs = 1_000;
// An attempt that cannot connect before the deadline would waste a request.
const shortestAttemptMs = 1_000;

/** The wait before the next attempt, or undefined for no further attempt. `random` returns [0, 1). */
export function nextWaitMs(
  error: CodatError,
  { attempt, maxAttempts, elapsedMs, remainingMs }: AttemptState,
  retries: Retries,
  random: () => number = Math.random,
): number | undefined {
  if (retries.strategy === "none" || attempt >= maxAttempts || !error.transient) return undefined;
  if (!retries.retryConnectionErrors && (error.kind === "network" || error.kind === "timeout"))
    return undefined;

  // An immediate retry would only add to the load, so “now” means the first backoff.
  const waitMs =
    error.retryAfterMs === 0
      ? backoffMs(error, 1, retries, random)
      : (error.retryAfterMs ?? backoffMs(error, attempt, retries, random));
  if (waitMs > longestRetryAfterMs && error.retryAfterMs !== undefined) return undefined;
  if (elapsedMs + waitMs > retries.backoff.maxElapsedTime) return undefined;
  return waitMs + shortestAttemptMs > remainingMs ? undefined : waitMs;
}

// Only half of the wait is random, because full jitter can be zero.
function backoffMs(error: CodatError, attempt: number, { backoff }: Retries, random: () => number): number {
  const start =
    error.kind === "throttled"
      ? Math.max(backoff.initialInterval, throttledStartMs)
      : backoff.initialInterval;
  const full = Math.min(start * backoff.exponent ** (attempt - 1), backoff.maxInterval);
  return full / 2 + (random() * full) / 2;
}
