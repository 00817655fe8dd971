import { didYouMean } from "../../base/nearest-name.ts";
import { type Configuration, SettingError } from "../../settings/index.ts";
import { readSettings } from "../../settings/read.ts";
import { flagOf, type Name, names, rows, variableOf } from "../../settings/table.ts";

// The embedding process listens, and it saves no files for callers.
const notOptions: readonly Name[] = [
  "httpHost",
  "httpPort",
  "httpMetricsHost",
  "httpMetricsPort",
  "downloadDir",
];
const optionNames = names.filter((name) => !notOptions.includes(name));

/** Variables that are not settings of this server: proxies and certificates. */
type Surroundings = NodeJS.ProcessEnv;

/** Reads settings given as options in camelCase, by the parsers of the command. Throws SettingError. */
export function readOptions(options: object, surroundings: Surroundings): Configuration {
  const given = Object.entries(options);
  const environment = Object.fromEntries(
    given.flatMap(([name, value]) => {
      const known = optionNames.find((option) => option === name);
      if (!known) throw unknownOption(name);
      const text = textOf(known, value);
      return text === undefined ? [] : [[variableOf(known), text]];
    }),
  );
  const others = Object.entries(surroundings).filter(([name]) => !/^codat/i.test(name));
  const { CODAT_POLICY_FILE: ofProcess } = surroundings;
  // An administrator may have set it for the process, whatever its program asks for.
  if (ofProcess !== undefined && (environment.CODAT_POLICY_FILE ?? ofProcess) !== ofProcess) {
    throw new SettingError("policyFile and CODAT_POLICY_FILE name different files. Set only one of them.");
  }
  const policy = ofProcess === undefined ? {} : { CODAT_POLICY_FILE: ofProcess };
  return withOptionNames(() =>
    readSettings(new Map(), { ...Object.fromEntries(others), ...environment, ...policy }, { overHttp: true }),
  );
}

/** Runs a check of settings. Its error names options instead of variables. */
export function withOptionNames<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    throw new SettingError(inOptionNames(error.message));
  }
}

/** A sentence with the names of options instead of those of variables. */
export function inOptionNames(sentence: string): string {
  return sentence.replace(/CODAT_[A-Z_]+[A-Z]/g, (variable) => {
    return names.find((name) => variableOf(name) === variable) ?? variable;
  });
}

function textOf(name: Name, value: unknown): string | undefined {
  const { failClosed, expected } = rows[name];
  const invalid = () => new SettingError(`${name} must be ${expected}.`);
  if (value === undefined) {
    // A restriction that was lost on its way here would restrict nothing.
    if (failClosed) throw new SettingError(`${name} is undefined. Omit it, or set it to ${expected}.`);
    return undefined;
  }
  if (Array.isArray(value)) {
    const isList = value.length > 0 && value.every((word) => typeof word === "string");
    if (!isList || (name !== "apiKeyCommand" && value.some((word) => word.includes(",")))) throw invalid();
    return name === "apiKeyCommand" ? JSON.stringify(value) : value.join(",");
  }
  if (value instanceof URL) return value.href;
  if (typeof value === "string" || typeof value === "boolean" || typeof value === "number")
    return String(value);
  throw invalid();
}

function unknownOption(name: string): SettingError {
  const known = names.find((option) => option === name);
  if (known) {
    return new SettingError(
      `${name} is only for the command http: here the embedding process listens, and no files are saved.`,
    );
  }
  const meant = didYouMean(name, optionNames);
  const byVariable = names.find((option) => variableOf(option) === name || flagOf(option) === name);
  const hint = byVariable ? ` Did you mean ${byVariable}?` : meant;
  // An option's name may be a pasted key.
  return new SettingError(
    `${/^[A-Za-z_-]{1,40}$/.test(name) ? name : "An option"} is not a setting of this server.${hint}`,
  );
}
