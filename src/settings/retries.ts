/** Codat's retry configuration under its own names; times in ms. */
export interface Retries {
  strategy: "backoff" | "none";
  backoff: { initialInterval: number; maxInterval: number; exponent: number; maxElapsedTime: number };
  retryConnectionErrors: boolean;
}

/** The same as settings, one value each. */
export interface RetrySettings {
  retryStrategy: Retries["strategy"];
  retryInitialIntervalMs: number;
  retryMaxIntervalMs: number;
  retryExponent: number;
  retryMaxElapsedMs: number;
  retryConnectionErrors: boolean;
}

/** The retry settings in Codat's own shape. */
export function retriesOf(settings: RetrySettings): Retries {
  return {
    strategy: settings.retryStrategy,
    backoff: {
      initialInterval: settings.retryInitialIntervalMs,
      maxInterval: settings.retryMaxIntervalMs,
      exponent: settings.retryExponent,
      maxElapsedTime: settings.retryMaxElapsedMs,
    },
    retryConnectionErrors: settings.retryConnectionErrors,
  };
}
