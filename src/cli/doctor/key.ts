import type { Credential } from "../../codat/credential.ts";
import { parseKey, withoutName } from "../../settings/api-key.ts";
import type { KeySource } from "../../settings/index.ts";
import { isPlaceholder } from "../../settings/placeholder.ts";
import { type Check, failed, ok, warning } from "./check.ts";

/** Whether there is a key, where it comes from and in which form. Never the key itself. `warnings` are those of the credential. */
export async function keyCheck(
  keySource: KeySource | undefined,
  environment: NodeJS.ProcessEnv,
  credential: Credential,
  warnings: readonly string[],
): Promise<Check> {
  try {
    await credential.authorization();
  } catch (error) {
    const unfilled = keyVariables.find((name) => isPlaceholder(environment[name] ?? ""));
    const check = failed("key", error);
    return unfilled && !keySource
      ? {
          ...check,
          message: `${unfilled} contains a placeholder that was never filled in, so no key is set.`,
        }
      : check;
  }
  const variable = keyVariable(keySource);
  const [isOpen] = warnings;
  if (isOpen) return warning("key", isOpen, "Run chmod 600 on that file, as its owner.");
  if (variable === "CODAT_API_KEY_COMMAND") {
    return ok("key", "The program in CODAT_API_KEY_COMMAND printed a key.");
  }
  return variable === "CODAT_API_KEY_FILE"
    ? ok("key", "The key is in the file in CODAT_API_KEY_FILE, which is readable.")
    : ok("key", `The key is in ${variable}, ${formOf(environment[variable] ?? "")}.`);
}

/** The variable through which the key is given. */
export function keyVariable(keySource: KeySource | undefined): string {
  return keySource?.variable ?? "CODAT_API_KEY";
}

const keyVariables = ["CODAT_API_KEY", "CODAT_AUTH_HEADER", "CODAT_API_KEY_FILE", "CODAT_API_KEY_COMMAND"];

function formOf(given: string): string {
  const text = withoutName(given);
  if (/^\s*(authorization:\s*)?basic\s/i.test(text)) return "as a “Basic …” header";
  return parseKey(text) === text ? "raw" : "as base64";
}
