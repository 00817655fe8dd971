import { SettingError } from "../../settings/flags.ts";

/** Refuses words that a command does not have. The message never repeats one: it may be a pasted key. */
export function refuseWords(words: readonly string[]): void {
  if (words.length > 0) throw unknownCommand("");
}

/** `meant` is a sentence on the command that was probably meant, or "". */
export function unknownCommand(meant: string): SettingError {
  return new SettingError(`Unknown command.${meant} Run with --help to list the commands.`);
}
