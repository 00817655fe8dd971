import { type Credential, keyIn } from "../../codat/credential.ts";
import type { Settings } from "../../settings/index.ts";
import { type Check, failed, ok } from "./check.ts";

/** Whether there is a key, where it comes from and in which of its forms; nothing of the key itself. */
export async function keyCheck(
  settings: Settings,
  environment: NodeJS.ProcessEnv,
  credential: Credential,
): Promise<Check> {
  if (settings.sandbox) return ok("key", "The sandbox brings a key of its own; yours is not looked at.");
  try {
    await credential.authorization();
  } catch (error) {
    return failed("key", error);
  }
  const variable = keyVariable(settings);
  return variable === "CODAT_API_KEY_FILE"
    ? ok("key", "The key is in the file that CODAT_API_KEY_FILE names, which can be read.")
    : ok("key", `The key is in ${variable}, ${formOf(environment[variable] ?? "")}.`);
}

/** The variable through which the key is given. */
export function keyVariable({ apiKeyFile, authHeader }: Settings) {
  if (apiKeyFile) return "CODAT_API_KEY_FILE";
  return authHeader ? "CODAT_AUTH_HEADER" : "CODAT_API_KEY";
}

function formOf(text: string): string {
  if (/^\s*(authorization:\s*)?basic\s/i.test(text)) return "as a whole “Basic …” header";
  return keyIn(text) === text.trim() ? "raw" : "as base64";
}
