import type { Credential } from "../../codat/credential.ts";
import { readKeyFile } from "../../codat/key-file.ts";
import { parseKey } from "../../settings/api-key.ts";
import type { KeySource } from "../../settings/index.ts";
import { isPlaceholder, unquoted } from "../../settings/placeholder.ts";
import { type Check, failed, ok, warning } from "./check.ts";

/** Whether there is a key, where it comes from and in which form. Never the key itself. */
export async function keyCheck(
  keySource: KeySource | undefined,
  environment: NodeJS.ProcessEnv,
  credential: Credential,
): Promise<Check> {
  let opened: string | undefined;
  try {
    await credential.authorization();
    if (keySource && "file" in keySource) opened = (await readKeyFile(keySource.file)).warning;
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
  if (opened) return warning("key", opened, "Run chmod 600 on that file, as its owner.");
  return variable === "CODAT_API_KEY_FILE"
    ? ok("key", "The key is in the file in CODAT_API_KEY_FILE, which is readable.")
    : ok("key", `The key is in ${variable}, ${formOf(environment[variable] ?? "")}.`);
}

/** The variable through which the key is given. */
export function keyVariable(keySource: KeySource | undefined): string {
  return keySource?.variable ?? "CODAT_API_KEY";
}

const keyVariables = ["CODAT_API_KEY", "CODAT_AUTH_HEADER", "CODAT_API_KEY_FILE"];

function formOf(given: string): string {
  const text = unquoted(given);
  if (/^\s*(authorization:\s*)?basic\s/i.test(text)) return "as a “Basic …” header";
  return parseKey(text) === text ? "raw" : "as base64";
}
