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
