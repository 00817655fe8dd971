import type { KeySource } from "./api-key.ts";
import type { Proxies } from "./proxies.ts";
import type { Retries, RetrySettings } from "./retries.ts";
import { flagOf, names, rows, type SecretName, type Values, variableOf } from "./table.ts";

export type { KeySource } from "./api-key.ts";
export { SettingError } from "./flags.ts";
export type { Retries } from "./retries.ts";
export type { CompanyIds, Format, MaskKind, Toolset } from "./table.ts";

/** The program's settings, checked. They hold no secret, so that they can be passed whole. */
export interface Settings extends Omit<Values, SecretName | keyof RetrySettings> {
  retries: Retries;
  proxies: Proxies;
}

/** What the command line and the environment say. Warnings are sentences for stderr. */
export interface Configuration {
  settings: Settings;
  /** Undefined if no key is set. */
  keySource: KeySource | undefined;
  warnings: string[];
}

/** Each setting by its variable, its flag if it has one, its default as text, and its description. */
export function settingsList(): { variable: string; flag?: string; default?: string; description: string }[] {
  return names.map((name) => {
    const { flag, default: fallback, description } = rows[name];
    return {
      variable: variableOf(name),
      flag: flag === false ? undefined : `--${flagOf(name)}`,
      default: fallback,
      description,
    };
  });
}
