import { didYouMean } from "../base/nearest-name.ts";
import { readFlags, SettingError } from "../settings/flags.ts";
import { flagNames } from "../settings/read.ts";
import { audit } from "./commands/audit.ts";
import { config } from "./commands/config.ts";
import { doctor } from "./commands/doctor.ts";
import { http } from "./commands/http.ts";
import { unknownCommand } from "./commands/refuse-words.ts";
import { readStdio } from "./commands/stdio.ts";
import type { Syntax } from "./commands/syntax.ts";
import { token } from "./commands/token.ts";

/** Every command, in the order of `--help`. A new one is a file in commands/ and a line here. */
export const commands = { http, token, doctor, config, audit };

type Commands = typeof commands;
type CommandName = keyof Commands;

/** The command to run. */
export type Command =
  | ReturnType<Commands[CommandName]["read"]>
  | ReturnType<typeof readStdio>
  | { name: "help" }
  | { name: "version" };

const table: [string, Syntax<unknown>][] = Object.entries(commands);
const ownFlags = table.flatMap(([, { flags = {} }]) => Object.keys(flags));
const ownSwitches = table.flatMap(([, { switches = [] }]) => switches);

/** Reads the command line (without node and script) and the environment. Throws SettingError. */
export function readCommand(commandLine: string[], environment: NodeJS.ProcessEnv): Command {
  const { flags, positionals } = readFlags(
    commandLine,
    [...flagNames, ...ownFlags],
    ["sandbox", ...ownSwitches, "help", "version"],
  );
  if (flags.has("help")) return { name: "help" };
  if (flags.has("version")) return { name: "version" };
  const [word, ...words] = positionals;
  if (word !== undefined && !isCommand(word)) throw unknown(word);
  refuseForeign(flags, word);
  const given = { words, flags, environment };
  return word === undefined ? readStdio(given) : commands[word].read(given);
}

function isCommand(word: string): word is CommandName {
  return Object.hasOwn(commands, word);
}

/** Refuses the flags that only other commands have. */
function refuseForeign(given: Map<string, string>, command: CommandName | undefined): void {
  for (const flag of [...ownSwitches, ...ownFlags].filter((name) => given.has(name))) {
    const owners = table.filter(
      ([, { flags = {}, switches = [] }]) => flag in flags || switches.includes(flag),
    );
    if (owners.some(([name]) => name === command)) continue;
    const names = owners.map(([name]) => name).join(" and ");
    const advice = owners.map(([, { flags }]) => flags?.[flag]).find(Boolean);
    throw new SettingError(`--${flag} is only for ${names}.${advice ? ` ${advice}` : ""}`);
  }
}

function unknown(word: string): SettingError {
  return unknownCommand(didYouMean(word, [...Object.keys(commands), "--sandbox", "--help", "--version"]));
}
