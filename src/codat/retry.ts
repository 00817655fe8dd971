import type { Retries } from "../settings/retries.ts";
import type { CodatError } from "./error.ts";

/** The state of a call after an attempt that failed; times in ms. */
export interface AttemptState {
  /** Attempts made so far, for this answer. */
  attempt: number;
  maxAttempts: number;
  elapsedMs: number;
  /** Until the deadline of the whole call. */
  remainingMs: number;
}

const longestRetryAfterMs = 15_000;
const throttledStartMs = 1_000;
// An attempt that could not even connect before the deadline would be a request wasted.
const shortestAttemptMs = 1_000;

/** The wait before the next attempt, in ms, or undefined if there shall be none. `random` gives [0, 1). */
export function nextWaitMs(
  error: CodatError,
  { attempt, maxAttempts, elapsedMs, remainingMs }: AttemptState,
  retries: Retries,
  random: () => number = Math.random,
): number | undefined {
  if (retries.strategy === "none" || attempt >= maxAttempts || !error.transient) return undefined;
  if (!retries.retryConnectionErrors && (error.kind === "network" || error.kind === "timeout"))
    return undefined;

  const waitMs = error.retryAfterMs ?? backoffMs(error, attempt, retries, random);
  if (waitMs > longestRetryAfterMs && error.retryAfterMs !== undefined) return undefined;
  if (elapsedMs + waitMs > retries.backoff.maxElapsedTime) return undefined;
  return waitMs + shortestAttemptMs > remainingMs ? undefined : waitMs;
}

// Half of the wait is random: full jitter can be zero.
function backoffMs(error: CodatError, attempt: number, { backoff }: Retries, random: () => number): number {
  const start =
    error.kind === "throttled"
      ? Math.max(backoff.initialInterval, throttledStartMs)
      : backoff.initialInterval;
  const full = Math.min(start * backoff.exponent ** (attempt - 1), backoff.maxInterval);
  return full / 2 + (random() * full) / 2;
}
