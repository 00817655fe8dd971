import { type KeySource, keyIn } from "../codat/credential.ts";
import type { Proxies } from "../codat/proxy.ts";
import type { Retries } from "../codat/retry.ts";
import { maskKinds } from "../guard/mask.ts";
import { logLevels } from "../log.ts";
import { nearest } from "../nearest.ts";
import { SettingError } from "./flags.ts";
import {
  apiUrl,
  boolean,
  companies,
  factor,
  fileOrNone,
  folder,
  isLoopback,
  limit,
  milliseconds,
  oneOf,
  path,
  type Setting,
  someOf,
  someOrNone,
  whole,
} from "./kinds.ts";

export { SettingError } from "./flags.ts";

const mebibyte = 1024 * 1024;

// Every setting, once: names, flags, defaults, checks, the type below and the help text come from here.
const table = {
  apiKey: secret("the API key: raw, its base64, or a whole “Basic …” header"),
  apiKeyFile: path("a file that holds the key; read at the first call, and again after a 401"),
  authHeader: secret("the Authorization header that Codat's portal offers, “Basic …”"),
  baseUrl: apiUrl("where the API is", "https://api.codat.io"),
  companyIds: companies("the only companies that may be read"),
  toolsets: someOf("which tools there are", ["customers", "companies"], "customers"),
  sandbox: boolean("serve made-up companies instead of Codat; needs no key", false),
  timeoutMs: milliseconds("for one attempt at a JSON answer, body included", 15_000, 100),
  deadlineMs: milliseconds("for a whole call with its retries", 45_000, 100),
  retryStrategy: oneOf("whether an attempt that failed is repeated", ["backoff", "none"], "backoff"),
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
      to: 9 * mebibyte,
    },
  ),
  attachmentFormat: oneOf(
    "in what a download comes where nothing else is asked for",
    ["base64", "text", "link", "file"],
    "base64",
  ),
  attachmentInlineLimitBytes: whole("the largest file that is put into an answer", 3 * mebibyte, {
    of: "bytes",
    from: 0,
    to: 7 * mebibyte,
  }),
  attachmentMaxBytes: whole("the largest file that is saved or read for its words", 100 * mebibyte, {
    of: "bytes",
    from: 0,
    to: 500 * mebibyte,
  }),
  downloadDir: folder("the folder in which format file may save; without it there is no such format"),
  mask: someOrNone("what is blanked in all that leaves; files: no contents of files", maskKinds),
  auditLog: fileOrNone("a file that gets one JSON line a call"),
  logLevel: oneOf("how much goes to stderr", logLevels, "info"),
} as const;

type Name = keyof typeof table;
type ValueIn<S> = S extends Setting<infer T> ? (S extends { default: string } ? T : T | undefined) : never;

/** What the program was told, checked: one value a row of the table, and the proxies that every program is told of. */
export type Settings = { [N in Name]: ValueIn<(typeof table)[N]> } & { proxies: Proxies | undefined };

const names = Object.keys(table) as Name[];
const upstreamNames: Name[] = ["apiKey", "apiKeyFile", "authHeader", "baseUrl"];
const rows: Record<Name, Setting<unknown>> = table;

/** The flags that take a value, without their dashes. */
export const flagNames = names.filter((name) => rows[name].flag !== false && name !== "sandbox").map(flagOf);

/** Every setting, from the flags and the environment; warnings are sentences for stderr. Throws SettingError. */
export function readSettings(
  flags: Map<string, string>,
  environment: NodeJS.ProcessEnv,
): { settings: Settings; warnings: string[] } {
  const warnings = unknownVariables(environment);
  const ignored = ignoredNames(flags, environment);
  const entries = names.map((name) => [
    name,
    ignored.includes(name) ? settingOf(name, new Map(), {}) : settingOf(name, flags, environment),
  ]);
  const proxies = proxiesIn(environment);
  const settings = { ...Object.fromEntries(entries), proxies } as Settings;
  if ([settings.apiKey, settings.apiKeyFile, settings.authHeader].filter(isSet).length > 1) {
    throw new SettingError("Only one of CODAT_API_KEY, CODAT_API_KEY_FILE and CODAT_AUTH_HEADER may be set.");
  }
  if (settings.attachmentFormat === "file" && !settings.downloadDir) {
    throw new SettingError("CODAT_ATTACHMENT_FORMAT can be file only where CODAT_DOWNLOAD_DIR is set.");
  }
  if (
    environment.NODE_TLS_REJECT_UNAUTHORIZED === "0" &&
    !settings.sandbox &&
    !isLoopback(settings.baseUrl)
  ) {
    throw new SettingError(
      "NODE_TLS_REJECT_UNAUTHORIZED=0 must not be set: whoever stands between could read the key. A company's own certificate belongs in NODE_EXTRA_CA_CERTS.",
    );
  }
  return { settings, warnings };
}

// As other programs read them: small letters first, an empty one is none, and http:// may be left out.
function proxiesIn(environment: NodeJS.ProcessEnv): Proxies | undefined {
  const given = (name: string) =>
    environment[name.toLowerCase()]?.trim() || environment[name]?.trim() || undefined;
  const address = (name: string) => given(name)?.replace(/^(?![a-z][a-z0-9+.-]*:\/\/)/i, "http://");
  const proxies = { httpProxy: address("HTTP_PROXY"), httpsProxy: address("HTTPS_PROXY") };
  return proxies.httpProxy || proxies.httpsProxy ? { ...proxies, noProxy: given("NO_PROXY") } : undefined;
}

/** What was set, as variables, but for secrets. */
export function settingsGiven(
  flags: Map<string, string>,
  environment: NodeJS.ProcessEnv,
): Record<string, string> {
  const ignored = ignoredNames(flags, environment);
  const entries = names
    .filter((name) => rows[name].flag !== false && !ignored.includes(name))
    .map((name) => [variableOf(name), textOf(name, flags, environment)?.trim()])
    .filter(([, text]) => text !== undefined);
  return Object.fromEntries(entries);
}

// The sandbox brings its own address and key: yours are not even looked at.
function ignoredNames(flags: Map<string, string>, environment: NodeJS.ProcessEnv): readonly Name[] {
  return settingOf("sandbox", flags, environment) === true ? upstreamNames : [];
}

function settingOf(name: Name, flags: Map<string, string>, environment: NodeJS.ProcessEnv): unknown {
  const { parse, mayBe, default: fallback } = rows[name];
  const text = textOf(name, flags, environment) ?? fallback;
  if (text === undefined) return undefined;
  const value = parse(text.trim());
  if (value !== undefined) return value;
  const spelled = flags.has(flagOf(name)) ? `--${flagOf(name)}` : variableOf(name);
  throw new SettingError(`${spelled} must be ${mayBe}.`);
}

function textOf(name: Name, flags: Map<string, string>, environment: NodeJS.ProcessEnv): string | undefined {
  const texts = [flags.get(flagOf(name)), environment[variableOf(name)]];
  return texts.find(rows[name].restrains ? (text) => text !== undefined : isSet);
}

function unknownVariables(environment: NodeJS.ProcessEnv): string[] {
  const known = names.map(variableOf);
  const restraints = names.filter((name) => rows[name].restrains).map(variableOf);
  const unknown = Object.keys(environment).filter(
    (name) => name.startsWith("CODAT_") && !known.includes(name),
  );
  for (const name of unknown) {
    // A restraint whose name is misspelt would restrain nothing.
    const meant = nearest(name, known);
    if (meant && restraints.includes(meant)) {
      throw new SettingError(`${name} is not a setting of this server: did you mean ${meant}?`);
    }
  }
  return unknown.map((name) => `${name} is not a setting of this server and is ignored.`);
}

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

// A host that has nothing to substitute leaves its placeholder standing.
function isSet(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== "" && !/^\$\{user_config\.[^}]*\}$/.test(text.trim());
}

function variableOf(name: Name): string {
  return `CODAT_${name.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase()}`;
}

function flagOf(name: Name): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

function secret(means: string): Setting<string> {
  return { means, flag: false, parse: keyIn, mayBe: "8 or more printable ASCII characters on one line" };
}
