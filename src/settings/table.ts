import { inlineLimitBytes, mebibyte, pageLimitBytes } from "../base/limits.ts";
import { logLevels } from "../base/log.ts";
import { parseKey } from "./api-key.ts";
import {
  apiUrl,
  boolean,
  companies,
  factor,
  fileOrNone,
  folder,
  limit,
  milliseconds,
  oneOf,
  path,
  type Setting,
  someOf,
  someOrNone,
  whole,
} from "./parsers.ts";

/** What CODAT_MASK can blank: fields of these kinds, and the contents of files. */
export const maskKinds = ["email", "phone", "address", "tax", "files"] as const;
export type MaskKind = (typeof maskKinds)[number];

/** Tools that are offered together. */
const toolsetNames = ["customers", "companies"] as const;
export type Toolset = (typeof toolsetNames)[number];

/** The forms in which a download comes. */
const formats = ["base64", "text", "link", "file"] as const;
export type Format = (typeof formats)[number];

/** The companies that may be read, by id; or all that the key reads. */
export type CompanyIds = "all" | readonly string[];

// Every setting, once: names, flags, defaults, checks, the type below and the help text come from here.
const table = {
  apiKey: secret("the API key: raw, its base64, or a whole “Basic …” header"),
  apiKeyFile: path("a file that holds the key; read at the first call, and again after a 401"),
  authHeader: secret("the Authorization header that Codat's portal offers, “Basic …”"),
  baseUrl: apiUrl("where the API is", "https://api.codat.io"),
  companyIds: companies("the only companies that may be read: their ids, separated by commas"),
  toolsets: someOf("which tools there are: customers, or customers,companies", toolsetNames, "customers"),
  sandbox: boolean("serve made-up companies instead of Codat; needs no key", false),
  timeoutMs: milliseconds("for one attempt at a JSON answer, body included", 15_000, 100),
  deadlineMs: milliseconds("for a whole call with its retries", 45_000, 100),
  retryStrategy: oneOf(
    "whether an attempt that failed is repeated: backoff or none",
    ["backoff", "none"],
    "backoff",
  ),
  retryInitialIntervalMs: milliseconds("the first wait", 500),
  retryMaxIntervalMs: milliseconds("the longest wait", 4000),
  retryExponent: factor("by what each wait is multiplied", 2, 1, 10),
  retryMaxElapsedMs: milliseconds("after it no attempt starts", 20_000),
  retryConnectionErrors: boolean("whether a broken connection is tried again", true),
  maxAttempts: whole("attempts for one answer; at most 2 for a download", 3, {
    of: "attempts",
    from: 1,
    to: 10,
  }),
  maxConcurrency: whole("requests in flight to Codat; others wait", 8, { of: "requests", from: 1, to: 64 }),
  resultLimitChars: limit(
    "of one page of customers, or one part of a text; 0: none below 9 MiB a message",
    60_000,
    {
      of: "characters",
      from: 5000,
      to: pageLimitBytes,
    },
  ),
  attachmentFormat: oneOf(
    "in what a download comes where nothing else is asked for: base64, text, link or file",
    formats,
    "base64",
  ),
  attachmentInlineLimitBytes: whole("the largest file that is put into an answer", 3 * mebibyte, {
    of: "bytes",
    from: 0,
    to: inlineLimitBytes,
  }),
  attachmentMaxBytes: whole("the largest file that is saved or read for its words", 100 * mebibyte, {
    of: "bytes",
    from: 0,
    to: 500 * mebibyte,
  }),
  downloadDir: folder("the folder in which format file may save; without it there is no such format"),
  mask: someOrNone(
    "what is blanked in all that leaves: email, phone, address, tax; files: no contents of files",
    maskKinds,
  ),
  auditLog: fileOrNone("a file that gets one JSON line a call"),
  logLevel: oneOf("how much goes to stderr: debug, info, warn or error", logLevels, "info"),
} as const;

export type Name = keyof typeof table;
type ValueIn<S> = S extends Setting<infer T> ? (S extends { default: string } ? T : T | undefined) : never;

/** The settings that give a key: their values are never part of Settings. */
export type SecretName = "apiKey" | "apiKeyFile" | "authHeader";

/** The value of every row of the table. */
export type Values = { [N in Name]: ValueIn<(typeof table)[N]> };

export const names = Object.keys(table) as Name[];
/** Each setting by its name. */
export const rows: Record<Name, Setting<unknown>> = table;

/** A setting as a variable of the environment. */
export function variableOf(name: Name): string {
  return `CODAT_${name.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase()}`;
}

/** The same as a flag, without its dashes. */
export function flagOf(name: Name): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

function secret(description: string): Setting<string> {
  return {
    description,
    flag: false,
    parse: parseKey,
    expected: "8 or more printable ASCII characters on one line",
  };
}
