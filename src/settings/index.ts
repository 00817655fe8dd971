import type { KeySource } from "./api-key.ts";
import type { Proxies } from "./proxies.ts";
import type { Retries, RetrySettings } from "./retries.ts";
import {
  type CompanyIds,
  type Format,
  flagOf,
  type MaskKind,
  names,
  rows,
  type SecretName,
  type Toolset,
  type Values,
  variableOf,
} from "./table.ts";

export type { KeySource } from "./api-key.ts";
export { isSettingError, SettingError } from "./flags.ts";
export type { Retries } from "./retries.ts";
export {
  type CompanyIds,
  type Format,
  type MaskKind,
  maskKinds,
  type Toolset,
  toolsetNames,
} from "./table.ts";

/** What identifies a policy. */
interface PolicyFacts {
  path: string;
  sha256: string;
  /** To begin or end a sentence for a client: `the machine's policy`. */
  by: string;
}

/** One list of the companies that may be read. */
interface CompanyLimit {
  /** What sets it, to begin or end a sentence: `CODAT_COMPANY_IDS`, `the caller's token`. */
  by: string;
  companyIds: readonly string[];
}

/** The companies that may be read. */
export interface CompanyAccess {
  /** Those that every limit lists. */
  companyIds: CompanyIds;
  companyLimits: readonly CompanyLimit[];
}

/** What masks the fields. */
export interface MaskAccess {
  mask: readonly MaskKind[];
  /** What masks a kind, if it is not CODAT_MASK: `the caller's token`. */
  maskedBy: Partial<Record<MaskKind, string>>;
}

/** The validated settings. They contain no secret, so they can be passed as a whole. */
export interface Settings
  extends Omit<Values, SecretName | "policyFile" | keyof RetrySettings>,
    CompanyAccess,
    MaskAccess {
  /** Toolsets that the settings enable, and the caller or the URL does not. */
  hiddenToolsets: readonly Toolset[];
  /** Whether callers are on other machines, so that files cannot be saved for them. */
  overHttp: boolean;
  retries: Retries;
  proxies: Proxies;
  /** The download formats that may be used. */
  formats: readonly Format[];
  /** The most rows in a page of a list; infinite without a policy. */
  maxRowsPerCall: number;
  /** The policies that these settings obey. */
  policies: readonly PolicyFacts[];
}

/** The configuration from the command line and the environment. Warnings are sentences for stderr. */
export interface Configuration {
  settings: Settings;
  /** Undefined if no key is set. */
  keySource: KeySource | undefined;
  /** Makes the tags of masked values equal in all processes that have it. Undefined if tags are numbers of one process. */
  maskSecret: string | undefined;
  warnings: string[];
}

/** Each setting's variable, flag (if it has one), default as text, and description. */
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
