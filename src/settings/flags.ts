import { parseArgs } from "node:util";

/** Thrown for a flag, variable or command that cannot be used. Its message names it and says what it may be, never its value. */
export class SettingError extends Error {
  override readonly name = "SettingError";
}

/** A command line, read: what stands beside the flags, in order, and each flag's text. */
export interface CommandLine {
  words: string[];
  flags: Map<string, string>;
}

/** The words and flags of a command line, without node and script: `names` take a value, `switches` need none. Throws SettingError. */
export function readFlags(commandLine: string[], names: string[], switches: string[]): CommandLine {
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const { tokens } = parseArgs({
    // A switch stands alone or with a value: parseArgs knows only the one or the other.
    args: commandLine
      .map((argument) => (argument === "-h" ? "--help" : argument))
      .map((argument) => (switches.includes(argument.replace(/^--/, "")) ? `${argument}=true` : argument)),
    options: {
      ...options,
      ...Object.fromEntries(switches.map((name) => [name, { type: "string" as const }])),
    },
    strict: false,
    tokens: true,
  });
  const words: string[] = [];
  const flags = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const known = names.includes(token.name) || switches.includes(token.name);
    if (!known || !token.rawName.startsWith("--")) throw new SettingError(unknownFlag(token.rawName));
    if (token.value === undefined)
      throw new SettingError(`${token.rawName} needs a value: ${token.rawName}=…`);
    flags.set(token.name, token.value);
  }
  return { words, flags };
}

// A flag's name is repeated only if it has the form of one: somebody may have pasted a key there.
function unknownFlag(rawName: string): string {
  if (/key|auth|token|secret/i.test(rawName)) {
    return "The key is never taken from the command line: set CODAT_API_KEY.";
  }
  const name = /^--[a-z-]{1,30}$/.test(rawName) ? rawName : "One of the flags";
  return `${name} is unknown; --help lists the flags.`;
}
