/** Codat's retry configuration, with Codat's own names; times in ms. */
export interface Retries {
  strategy: "backoff" | "none";
  backoff: { initialInterval: number; maxInterval: number; exponent: number; maxElapsedTime: number };
  retryConnectionErrors: boolean;
}

/** The same values as separate settings. */
export interface RetrySettings {
  retryStrategy: Retries["strategy"];
  retryInitialIntervalMs: number;
  retryMaxIntervalMs: number;
  retryExponent: number;
  retryMaxElapsedMs: number;
  retryConnectionErrors: boolean;
}

/** Groups the retry settings into the shape of Codat's configuration. */
export function groupRetries<V extends RetrySettings>(
  values: V,
): Omit<V, keyof RetrySettings> & { retries: Retries } {
  const {
    retryStrategy: strategy,
    retryInitialIntervalMs: initialInterval,
    retryMaxIntervalMs: maxInterval,
    retryExponent: exponent,
    retryMaxElapsedMs: maxElapsedTime,
    retryConnectionErrors,
    ...others
  } = values;
  const backoff = { initialInterval, maxInterval, exponent, maxElapsedTime };
  return { ...others, retries: { strategy, backoff, retryConnectionErrors } };
}

/** Codat's own default for maxElapsedTime: an hour. */
export const longestMaxElapsedMs = 3_600_000;

/** Retries that end by the deadline of a call. */
export function endingBy(deadlineMs: number, { backoff, ...retries }: Retries): Retries {
  const maxElapsedTime = Math.min(backoff.maxElapsedTime, deadlineMs);
  return { ...retries, backoff: { ...backoff, maxElapsedTime } };
}
