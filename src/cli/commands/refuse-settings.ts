import { SettingError } from "../../settings/flags.ts";

/** Refuses the flags that a command does not have: those of settings that it would ignore. */
export function refuseSettings(
  given: Map<string, string>,
  { command, flags }: { command: string; flags: readonly string[] },
): void {
  const foreign = [...given.keys()].find((name) => !flags.includes(name));
  if (foreign === undefined) return;
  const own = flags.map((name) => `--${name}`).join(", ");
  const known = flags.length === 1 ? `Its only flag is ${own}.` : `Its flags are ${own}.`;
  throw new SettingError(`--${foreign} is not a flag of ${command}. ${known}`);
}
