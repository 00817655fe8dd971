import { isoInstant } from "../../base/iso-date.ts";
import { callerNameExpected, isCallerName } from "../../settings/caller-name.ts";
import { SettingError } from "../../settings/flags.ts";
import {
  type CompanyIds,
  type MaskKind,
  maskKinds,
  type Toolset,
  toolsetNames,
} from "../../settings/index.ts";
import { someOf, someOrNone } from "../../settings/parsers/choices.ts";
import { companies } from "../../settings/parsers/companies.ts";
import type { Setting } from "../../settings/parsers/setting.ts";
import { refuseSettings } from "./refuse-settings.ts";
import type { Given, Syntax } from "./syntax.ts";

/** The token to make, and what its caller may read. */
export interface TokenRequest {
  caller: string;
  companies: CompanyIds;
  toolsets: readonly Toolset[] | undefined;
  mask: readonly MaskKind[] | undefined;
  /** On the clock of `Date.now()`. */
  expiresAtMs: number | undefined;
}

export const token: Syntax<{ name: "token" } & TokenRequest> = {
  help: [
    {
      usage: "token NAME --companies UUID,…|all [--toolsets …] [--mask …] [--expires ISO]",
      does: [
        "Makes a token for a caller of the HTTP service: the token on line 1, its entry for the tokens file on line 2.",
      ],
    },
  ],
  flags: { companies: "To restrict a server, use --company-ids.", expires: "" },
  read: (given) => ({ name: "token", ...readTokenRequest(given) }),
};

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

function readTokenRequest({ flags: given, words }: Given): TokenRequest {
  const [caller = "", ...others] = words;
  // The message never repeats a word: it may be a pasted key.
  if (others.length > 0 || !isCallerName(caller)) {
    throw new SettingError(
      `token needs the caller's name, in quotes if it has spaces: ${callerNameExpected}.`,
    );
  }
  refuseSettings(given, { command: "token", flags: Object.keys(flags) });
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
