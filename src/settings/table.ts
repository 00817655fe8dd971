import { inlineLimitBytes, mebibyte, pageLimitBytes } from "../base/limits.ts";
import { logLevels } from "../base/log.ts";
import { keyExpected, keyProblem, parseKey } from "./api-key.ts";
import { httpRows } from "./http-rows.ts";
import { oauthRows } from "./oauth-rows.ts";
import { apiUrl } from "./parsers/addresses.ts";
import { boolean, oneOf, someOf, someOrNone } from "./parsers/choices.ts";
import { commandLine } from "./parsers/command-line.ts";
import { companies } from "./parsers/companies.ts";
import { factor, limit, milliseconds, whole } from "./parsers/numbers.ts";
import { directory, logFile, path, restrictingFile } from "./parsers/paths.ts";
import type { Setting } from "./parsers/setting.ts";
import { longestMaxElapsedMs } from "./retries.ts";

/** What CODAT_MASK can mask: fields of these kinds, and the contents of files. */
export const maskKinds = ["email", "phone", "address", "tax", "files"] as const;
export type MaskKind = (typeof maskKinds)[number];

/** Sets of tools that are offered together. */
export const toolsetNames = ["customers", "companies", "analysis"] as const;
export type Toolset = (typeof toolsetNames)[number];

/** Download formats. */
export const formats = ["auto", "text", "image", "base64", "link", "file"] as const;
export type Format = (typeof formats)[number];

/** The ids of the companies that may be read, or all that the key can read. */
export type CompanyIds = "all" | readonly string[];

const shortestMaskSecretBytes = 32;

// The only list of settings: names, flags, defaults, checks, types, help and docs derive from it.
const table = {
  apiKey: secret("API key: raw, base64-encoded, or a whole “Basic …” header"),
  apiKeyFile: path("file that holds the API key; read at the first call, and again after a 401"),
  apiKeyCommand: commandLine(
    "program that prints the API key, as a JSON array; run at the first call and after a 401",
  ),
  authHeader: secret("Authorization header as the Codat Portal shows it, “Basic …”"),
  baseUrl: apiUrl("base URL of the API", "https://api.codat.io"),
  companyIds: companies("only these companies may be read: ids separated by commas, or all"),
  toolsets: someOf("tools to offer: any of customers, companies and analysis", toolsetNames, "customers"),
  sandbox: boolean("serve made-up companies instead of Codat; no key needed", false),
  timeoutMs: milliseconds("timeout of one request for JSON, including the body", 15_000, { from: 100 }),
  deadlineMs: milliseconds("deadline of a whole call, including retries", 45_000, { from: 100 }),
  retryStrategy: oneOf("retry failed requests: backoff or none", ["backoff", "none"], "backoff"),
  retryInitialIntervalMs: milliseconds("wait before the first retry", 500),
  retryMaxIntervalMs: milliseconds("longest wait before a retry", 4000),
  retryExponent: factor("backoff multiplier", 2, 1, 10),
  retryMaxElapsedMs: milliseconds("stop retrying after this time, and always at the deadline", 20_000, {
    to: longestMaxElapsedMs,
  }),
  retryConnectionErrors: boolean("retry after connection errors", true),
  maxAttempts: whole("maximum attempts per request; never more than 2 for a download", 3, {
    of: "attempts",
    from: 1,
    to: 10,
  }),
  maxConcurrency: whole("maximum concurrent requests to Codat; others wait", 8, {
    of: "requests",
    from: 1,
    to: 64,
  }),
  resultLimitChars: limit(
    "most characters in a page of customers or a part of a text; 0: up to 9 MiB per message",
    60_000,
    {
      of: "characters",
      from: 5000,
      to: pageLimitBytes,
    },
  ),
  attachmentFormat: oneOf(
    "default download format: auto, text, image, base64, link or file",
    formats,
    "auto",
  ),
  attachmentInlineLimitBytes: whole("largest file to include in a result", 3 * mebibyte, {
    of: "bytes",
    from: 0,
    to: inlineLimitBytes,
  }),
  attachmentMaxBytes: whole("largest file to save or to extract text from", 100 * mebibyte, {
    of: "bytes",
    from: 0,
    to: 500 * mebibyte,
  }),
  imageMaxSide: whole("longest side of a page or photo shown as an image", 1568, {
    of: "pixels",
    from: 512,
    to: 4096,
  }),
  downloadDir: directory("directory to save files in; required for format file"),
  quotaReserve: whole("daily requests to leave to others: calls are refused below it", 0, {
    of: "requests",
    from: 0,
    to: 1_000_000,
  }),
  freshness: boolean(
    "report how current customers are, with two more requests per company in five minutes",
    true,
  ),
  mask: someOrNone(
    "fields to mask in all output: email, phone, address, tax; files blocks file contents",
    maskKinds,
  ),
  maskSecret: {
    description: `secret that makes the tags of masked values equal in all processes; ${shortestMaskSecretBytes} or more bytes`,
    flag: false,
    failClosed: true,
    parse: (text: string) => (Buffer.byteLength(text) >= shortestMaskSecretBytes ? text : undefined),
    expected: `a secret of at least ${shortestMaskSecretBytes} bytes`,
  },
  policyFile: {
    ...restrictingFile(
      "JSON file of a second policy, besides the machine's own; the narrower of both applies",
    ),
    // A flag could replace the variable that an administrator has set.
    flag: false,
  },
  auditLog: logFile("file that gets one JSON line per call; http: also stdout"),
  ...httpRows,
  ...oauthRows,
  logLevel: oneOf("lowest level to log to stderr: debug, info, warn or error", logLevels, "info"),
} as const;

export type Name = keyof typeof table;
type ValueIn<S> = S extends Setting<infer T> ? (S extends { default: string } ? T : T | undefined) : never;

/** The settings that give a key. */
export type KeyName = "apiKey" | "apiKeyFile" | "apiKeyCommand" | "authHeader";
/** The settings whose values are never part of Settings. */
export type SecretName = KeyName | "maskSecret";

/** The value of every row of the table. */
export type Values = { [N in Name]: ValueIn<(typeof table)[N]> };

export const names = Object.keys(table) as Name[];
/** Each setting by its name. */
export const rows: Record<Name, Setting<unknown>> = table;

/** The environment variable of a setting. */
export function variableOf(name: Name): string {
  return `CODAT_${name.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase()}`;
}

/** The flag of a setting, without dashes. */
export function flagOf(name: Name): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

function secret(description: string): Setting<string> {
  return {
    description,
    flag: false,
    parse: parseKey,
    expected: keyExpected,
    problem: keyProblem,
  };
}
