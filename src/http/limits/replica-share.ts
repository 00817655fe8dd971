import type { Settings } from "../../settings/index.ts";

/** The settings of one of several processes that share the key: each sends its part of the concurrent requests, at least one. */
export function shareOf(settings: Settings): Settings {
  const { maxConcurrency, httpReplicas } = settings;
  return { ...settings, maxConcurrency: Math.max(1, Math.floor(maxConcurrency / httpReplicas)) };
}
