import { isoInstant } from "../base/iso-date.ts";
import { callerNameExpected, isCallerName } from "../settings/caller-name.ts";
import { SettingError } from "../settings/flags.ts";
import { type CompanyIds, type MaskKind, maskKinds, type Toolset, toolsetNames } from "../settings/index.ts";
import { companies, type Setting, someOf, someOrNone } from "../settings/parsers.ts";

/** The token to make, and what its caller may read. */
export interface TokenRequest {
  caller: string;
  companies: CompanyIds;
  toolsets: readonly Toolset[] | undefined;
  mask: readonly MaskKind[] | undefined;
  /** On the clock of `Date.now()`. */
  expiresAtMs: number | undefined;
}

/** The flags that only the command `token` has. */
export const ownFlags = ["companies", "expires"];
const flagNames = ["companies", "toolsets", "mask", "expires"];

const flags = {
  companies: companies(""),
  toolsets: someOf("", toolsetNames, "customers"),
  mask: someOrNone("", maskKinds),
  expires: {
    description: "",
    parse: (text) => {
      const ms = isoInstant(text);
      return ms !== undefined && ms > Date.now() ? ms : undefined;
    },
    expected: "a date and time in the future, such as 2030-01-31T00:00:00Z",
  } satisfies Setting<number>,
} as const;

/** Reads the arguments of the command `token`. Throws SettingError. */
export function readTokenRequest(given: Map<string, string>, words: string[]): TokenRequest {
  const [caller = "", ...others] = words;
  // The message never repeats a word: it may be a pasted key.
  if (others.length > 0 || !isCallerName(caller)) {
    throw new SettingError(
      `token needs the caller's name, in quotes if it has spaces: ${callerNameExpected}.`,
    );
  }
  const foreign = [...given.keys()].find((name) => !flagNames.includes(name));
  if (foreign) {
    throw new SettingError(
      `--${foreign} is not a flag of token. Its flags are ${flagNames.map((name) => `--${name}`).join(", ")}.`,
    );
  }
  const read = <T>(name: keyof typeof flags, { parse, expected }: Setting<T>): T | undefined => {
    const text = given.get(name);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined) throw new SettingError(`--${name} must be ${expected}.`);
    return value;
  };
  const allowed = read("companies", flags.companies);
  if (allowed === undefined) {
    throw new SettingError(`token needs --companies: ${flags.companies.expected}.`);
  }
  const mask = read("mask", flags.mask);
  return {
    caller,
    companies: allowed,
    toolsets: read("toolsets", flags.toolsets),
    mask: mask?.length ? mask : undefined,
    expiresAtMs: read("expires", flags.expires),
  };
}
