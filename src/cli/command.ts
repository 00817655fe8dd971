import { didYouMean } from "../base/nearest-name.ts";
import { readFlags, SettingError } from "../settings/flags.ts";
import type { Configuration } from "../settings/index.ts";
import { boolean } from "../settings/parsers.ts";
import { flagNames, readSettings, settingsGiven } from "../settings/read.ts";
import { ownFlags, readTokenRequest, type TokenRequest } from "./token-request.ts";

/** The hosts that `config` prints a configuration for. */
export const hosts = ["claude-desktop", "claude-code", "vscode", "cursor", "codex", "gemini"] as const;
export type Host = (typeof hosts)[number];

const commands = ["http", "token", "doctor", "config"] as const;

/** The command to run. Warnings are sentences for stderr. */
export type Command =
  | ({ name: "serve" } & Configuration)
  | ({ name: "http" } & Configuration)
  | ({ name: "token" } & TokenRequest)
  | ({ name: "doctor"; json: boolean } & Configuration)
  | { name: "config"; host: Host; variables: Record<string, string>; warnings: string[] }
  | { name: "help" }
  | { name: "version" };

/** Reads the command line (without node and script) and the environment. Throws SettingError. */
export function readCommand(commandLine: string[], environment: NodeJS.ProcessEnv): Command {
  const { flags, positionals } = readFlags(
    commandLine,
    [...flagNames, ...ownFlags],
    ["sandbox", "json", "help", "version"],
  );
  if (flags.has("help")) return { name: "help" };
  if (flags.has("version")) return { name: "version" };

  const [word, ...rest] = positionals;
  if (word !== undefined && !commands.some((name) => name === word)) throw noCommand(word);
  if (flags.has("json") && word !== "doctor") throw new SettingError("--json is only for doctor.");
  if (word === "token") return { name: "token", ...readTokenRequest(flags, rest) };
  const own = ownFlags.find((name) => flags.has(name));
  if (own)
    throw new SettingError(
      `--${own} is only for token.${own === "companies" ? " To restrict a server, use --company-ids." : ""}`,
    );
  // Also read for config, so that the printed settings are valid.
  const configuration = readSettings(flags, environment, { overHttp: word === "http" });
  if (word === "config") {
    return {
      name: "config",
      host: hostIn(rest),
      variables: settingsGiven(flags, environment),
      warnings: configuration.warnings,
    };
  }
  if (rest.length > 0) throw noCommand();
  if (word === "doctor") return { name: "doctor", ...configuration, json: isTrue(flags.get("json") ?? "") };
  return { name: word === "http" ? "http" : "serve", ...configuration };
}

function hostIn(names: string[]): Host {
  const host = hosts.find((name) => name === names[0]);
  if (host && names.length === 1) return host;
  throw new SettingError(`config needs a host: ${hosts.join(", ")}.${didYouMean(names.join("-"), hosts)}`);
}

function isTrue(text: string): boolean {
  return boolean("", false).parse(text) === true;
}

// The message never repeats a word: it may be a pasted key.
function noCommand(word = ""): SettingError {
  const meant = didYouMean(word, [...commands, "--sandbox", "--help", "--version"]);
  return new SettingError(`Unknown command.${meant} Run with --help to list the commands.`);
}
