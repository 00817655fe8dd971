import { isLoopback } from "../base/loopback.ts";
import type { KeySource } from "./api-key.ts";
import { unknownVariables, verificationIsOff } from "./environment.ts";
import { SettingError } from "./flags.ts";
import type { Configuration, Settings } from "./index.ts";
import { isPlaceholder, unquoted } from "./placeholder.ts";
import { applyPolicies } from "./policy/apply.ts";
import { readPolicies } from "./policy/policies.ts";
import { proxiesIn } from "./proxies.ts";
import { endingBy, groupRetries } from "./retries.ts";
import { flagOf, formats, type KeyName, type Name, names, rows, type Values, variableOf } from "./table.ts";

// Settings without a flag that are no secrets.
const withoutFlag: Name[] = ["apiKeyCommand", "policyFile"];
const upstreamNames: Name[] = ["apiKey", "apiKeyFile", "apiKeyCommand", "authHeader", "baseUrl"];

/** The flags that take a value, without their dashes. */
export const flagNames = names.filter((name) => rows[name].flag !== false && name !== "sandbox").map(flagOf);

/** Reads every setting from the flags and the environment. Throws SettingError. */
export function readSettings(
  flags: Map<string, string>,
  environment: NodeJS.ProcessEnv,
  { overHttp = false } = {},
): Configuration {
  const { apiKey, apiKeyFile, apiKeyCommand, authHeader, maskSecret, policyFile, ...values } = readValues(
    flags,
    environment,
  );
  const keySource = keySourceOf({ apiKey, apiKeyFile, apiKeyCommand, authHeader });
  const { retries, ...others } = groupRetries(values);
  const { deadlineMs } = others;
  const unrestricted: Settings = {
    ...others,
    companyLimits:
      others.companyIds === "all" ? [] : [{ by: variableOf("companyIds"), companyIds: others.companyIds }],
    maskedBy: {},
    hiddenToolsets: [],
    overHttp,
    retries: endingBy(deadlineMs, retries),
    proxies: proxiesIn(environment),
    formats,
    maxRowsPerCall: Number.POSITIVE_INFINITY,
    policies: [],
  };
  const isSetByOperator = (name: Name) => textOf(name, flags, environment) !== undefined;
  const settings = applyPolicies(unrestricted, readPolicies(environment, policyFile), {
    baseUrl: !unrestricted.sandbox && isSetByOperator("baseUrl"),
    attachmentFormat: isSetByOperator("attachmentFormat"),
  });
  const warnings = [...unknownVariables(environment, { overHttp }), ...unsetWarnings(flags, environment)];
  if (isSetByOperator("retryMaxElapsedMs") && retries.backoff.maxElapsedTime > deadlineMs) {
    warnings.push(
      "CODAT_RETRY_MAX_ELAPSED_MS is longer than CODAT_DEADLINE_MS. Retries stop at the deadline of a call.",
    );
  }
  if (overHttp && (settings.downloadDir || settings.attachmentFormat === "file")) {
    throw new SettingError(
      "CODAT_DOWNLOAD_DIR and CODAT_ATTACHMENT_FORMAT=file are only for stdio: over HTTP, a saved file would be on another machine than its reader.",
    );
  }
  if (settings.attachmentFormat === "file" && !settings.downloadDir) {
    throw new SettingError("CODAT_ATTACHMENT_FORMAT=file needs CODAT_DOWNLOAD_DIR.");
  }
  if (verificationIsOff(environment) && !settings.sandbox && !isLoopback(settings.baseUrl)) {
    throw new SettingError(
      "NODE_TLS_REJECT_UNAUTHORIZED=0 must not be set: anyone on the network path could read the key. To trust your company's CA, set NODE_EXTRA_CA_CERTS to its certificate.",
    );
  }
  return { settings, keySource, maskSecret, warnings };
}

function keySourceOf(given: Pick<Values, KeyName>): KeySource | undefined {
  const { apiKey, apiKeyFile, apiKeyCommand, authHeader } = given;
  if ([apiKey, apiKeyFile, apiKeyCommand, authHeader].filter((value) => value !== undefined).length > 1) {
    throw new SettingError(
      "Set only one of CODAT_API_KEY, CODAT_API_KEY_FILE, CODAT_API_KEY_COMMAND and CODAT_AUTH_HEADER.",
    );
  }
  if (apiKey) return { key: apiKey, variable: variableOf("apiKey") };
  if (authHeader) return { key: authHeader, variable: variableOf("authHeader") };
  if (apiKeyCommand) return { command: apiKeyCommand, variable: variableOf("apiKeyCommand") };
  return apiKeyFile ? { file: apiKeyFile, variable: variableOf("apiKeyFile") } : undefined;
}

/** The settings that are set, as variables, without secrets. */
export function settingsGiven(
  flags: Map<string, string>,
  environment: NodeJS.ProcessEnv,
): Record<string, string> {
  const ignored = ignoredNames(flags, environment);
  const entries = names
    .filter((name) => (rows[name].flag !== false || withoutFlag.includes(name)) && !ignored.includes(name))
    .map((name) => [variableOf(name), textOf(name, flags, environment)])
    .filter(([, text]) => text !== undefined);
  return Object.fromEntries(entries);
}

function readValues(flags: Map<string, string>, environment: NodeJS.ProcessEnv): Values {
  const ignored = ignoredNames(flags, environment);
  const entries = names.map((name) => [
    name,
    ignored.includes(name) ? settingValue(name, new Map(), {}) : settingValue(name, flags, environment),
  ]);
  return Object.fromEntries(entries) as Values;
}

// The sandbox has its own URL and key.
function ignoredNames(flags: Map<string, string>, environment: NodeJS.ProcessEnv): readonly Name[] {
  return settingValue("sandbox", flags, environment) === true ? upstreamNames : [];
}

function settingValue(name: Name, flags: Map<string, string>, environment: NodeJS.ProcessEnv): unknown {
  const { parse, expected, problem, default: fallback } = rows[name];
  const text = textOf(name, flags, environment) ?? fallback;
  if (text === undefined) return undefined;
  const value = isPlaceholder(text) ? undefined : parse(text);
  if (value !== undefined) return value;
  const spelled = flags.has(flagOf(name)) ? `--${flagOf(name)}` : variableOf(name);
  const found = problem?.(text);
  if (found) throw new SettingError(`${spelled} ${found}.`);
  const unfilled = isPlaceholder(text) ? " Its value is a placeholder that was never filled in." : "";
  throw new SettingError(`${spelled} must be ${expected}.${unfilled}`);
}

// For a setting that restricts, an empty value or a placeholder is the value, and invalid.
function textOf(name: Name, flags: Map<string, string>, environment: NodeJS.ProcessEnv): string | undefined {
  return spellingsOf(name, flags, environment)
    .map(([, text]) => text && unquoted(text))
    .find(rows[name].failClosed ? (text) => text !== undefined : isSet);
}

function spellingsOf(name: Name, flags: Map<string, string>, environment: NodeJS.ProcessEnv) {
  const [flag, variable] = [flagOf(name), variableOf(name)];
  return [[`--${flag}`, flags.get(flag)] as const, [variable, environment[variable]] as const];
}

function isSet(text: string | undefined): text is string {
  return text !== undefined && unquoted(text) !== "" && !isPlaceholder(text);
}

/** Names the flags and variables that are set to nothing, so that no one takes them for settings. */
function unsetWarnings(flags: Map<string, string>, environment: NodeJS.ProcessEnv): string[] {
  const ignored = ignoredNames(flags, environment);
  const given = names
    .filter((name) => !ignored.includes(name))
    .flatMap((name) => spellingsOf(name, flags, environment))
    .flatMap(([spelled, text]) => (text === undefined || isSet(text) ? [] : [{ spelled, text }]));
  const unfilled = given.filter(({ text }) => isPlaceholder(text)).map(({ spelled }) => spelled);
  const empty = given.filter(({ text }) => !isPlaceholder(text)).map(({ spelled }) => spelled);
  return [
    ...(unfilled.length > 0
      ? [`Unset, because the value is a placeholder that was never filled in: ${unfilled.join(", ")}.`]
      : []),
    ...(empty.length > 0 ? [`Unset, because the value is empty: ${empty.join(", ")}.`] : []),
  ];
}
