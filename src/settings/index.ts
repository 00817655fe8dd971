import type { KeySource } from "../codat/credential.ts";
import type { Retries } from "../codat/retry.ts";
import { flagOf, names, rows, type Settings, variableOf } from "./table.ts";

export { SettingError } from "./flags.ts";
export type { Settings } from "./table.ts";

/** Where the API key is to be had, as the settings say. */
export function keySourceOf({ apiKey, authHeader, apiKeyFile }: Settings): KeySource {
  const key = apiKey ?? authHeader;
  if (key) return { key };
  return apiKeyFile ? { file: apiKeyFile } : undefined;
}

/** The retry settings in Codat's own shape. */
export function retriesOf(settings: Settings): Retries {
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

/** Each setting by its variable, its flag where it has one, its default as text, and its meaning. */
export function settingsList(): { variable: string; flag?: string; default?: string; means: string }[] {
  return names.map((name) => {
    const { flag, default: fallback, means } = rows[name];
    return {
      variable: variableOf(name),
      flag: flag === false ? undefined : `--${flagOf(name)}`,
      default: fallback,
      means,
    };
  });
}
