import type { Configuration } from "../../settings/index.ts";

/** What a command gets of the command line, and the environment. */
export interface Given {
  /** The words after the command. */
  words: readonly string[];
  /** The text of each flag. A switch without a value has the text `true`. */
  flags: Map<string, string>;
  environment: NodeJS.ProcessEnv;
}

/** How a command reads its part of the command line, and what `--help` says of it. */
export interface Syntax<T> {
  /** Of `--help`: the command with its words and flags, and what it does, as lines. */
  help: readonly { usage: string; does: readonly string[] }[];
  /**
   * The flags with a value that no setting has, each with advice to those who give it to another command, or "". The
   * settings' flags are always read: a command that ignores settings refuses them.
   */
  flags?: Readonly<Record<string, string>>;
  /** The flags without a value. */
  switches?: readonly string[];
  /** Throws SettingError. */
  read: (given: Given) => T;
}

/** A command that starts with the settings. */
export type WithSettings<Name extends string> = { name: Name } & Configuration;
