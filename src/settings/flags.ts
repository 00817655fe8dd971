import { parseArgs } from "node:util";
import { didYouMean } from "../base/nearest-name.ts";

/** Thrown for an invalid flag, variable or command. The message has its name and the valid values, never its value. */
export class SettingError extends Error {
  override readonly name = "SettingError";
}

/** By name, because each built file has its own copy of the class. */
export function isSettingError(error: unknown): error is SettingError {
  return error instanceof Error && error.name === "SettingError";
}

/** A parsed command line: the arguments that are not flags, in order, and each flag's text. */
export interface CommandLine {
  positionals: string[];
  flags: Map<string, string>;
}

const shortFlags = new Map([
  ["-h", "--help"],
  ["-v", "--version"],
  ["-V", "--version"],
]);

/** Parses a command line without node and script. Flags in `names` need a value, flags in `switches` do not. Throws SettingError. */
export function readFlags(commandLine: string[], names: string[], switches: string[]): CommandLine {
  // Usual for a host, and then node:util is not loaded.
  if (commandLine.length === 0) return { positionals: [], flags: new Map() };
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const bareSwitches = switches.map((name) => `--${name}`);
  const { tokens } = parseArgs({
    // A switch has an optional value, which parseArgs does not support.
    args: commandLine
      .map((argument) => shortFlags.get(argument) ?? argument)
      .map((argument) => (bareSwitches.includes(argument) ? `${argument}=true` : argument)),
    options: {
      ...options,
      ...Object.fromEntries(switches.map((name) => [name, { type: "string" as const }])),
    },
    strict: false,
    tokens: true,
  });
  const positionals: string[] = [];
  const flags = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const known = names.includes(token.name) || switches.includes(token.name);
    if (!known || !token.rawName.startsWith("--")) {
      throw new SettingError(unknownFlag(token.rawName, [...names, ...switches]));
    }
    if (token.value === undefined)
      throw new SettingError(`${token.rawName} needs a value: ${token.rawName}=…`);
    flags.set(token.name, token.value);
  }
  return { positionals, flags };
}

// The message repeats a name only if it looks like a flag: it may be a pasted key.
function unknownFlag(rawName: string, known: string[]): string {
  if (/mask/i.test(rawName) && /secret/i.test(rawName)) {
    return "The secret cannot be a flag. Set CODAT_MASK_SECRET.";
  }
  if (/key|auth|token|secret/i.test(rawName)) {
    return "The key cannot be a flag. Set CODAT_API_KEY, CODAT_API_KEY_FILE or CODAT_API_KEY_COMMAND.";
  }
  const name = /^--[a-z-]{1,30}$/.test(rawName) ? `Unknown flag ${rawName}` : "Unknown flag";
  const flags = known.map((flag) => `--${flag}`);
  return `${name}.${didYouMean(rawName, flags)} Run with --help to list the flags.`;
}
