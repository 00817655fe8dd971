import { proxiesIn, unknownVariables, verificationIsOff } from "./environment.ts";
import { SettingError } from "./flags.ts";
import { isLoopback } from "./parsers.ts";
import { flagOf, type Name, names, rows, type Settings, variableOf } from "./table.ts";

const upstreamNames: Name[] = ["apiKey", "apiKeyFile", "authHeader", "baseUrl"];

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
  if (verificationIsOff(environment) && !settings.sandbox && !isLoopback(settings.baseUrl)) {
    throw new SettingError(
      "NODE_TLS_REJECT_UNAUTHORIZED=0 must not be set: whoever stands between could read the key. A company's own certificate belongs in NODE_EXTRA_CA_CERTS.",
    );
  }
  return { settings, warnings };
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

// A host that has nothing to substitute leaves its placeholder standing, or puts the name of nothing there.
function isSet(text: string | undefined): text is string {
  return (
    text !== undefined &&
    text.trim() !== "" &&
    !/^(\$\{user_config\.[^}]*\}|undefined|null)$/.test(text.trim())
  );
}
