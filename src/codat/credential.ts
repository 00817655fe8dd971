import { advice } from "../base/advice.ts";
import { ToolError } from "../base/tool-error.ts";
import { parseKey, shortestKey } from "../settings/api-key.ts";
import type { Redactor } from "./redact.ts";

/** What stands in the Authorization header, and where it comes from. */
export interface Credential {
  /** The header's value. Throws `not_configured` if there is no key to be had. */
  authorization(): Promise<string>;
  /** After a 401: another header than the one that was refused, if its file holds another key by now. */
  renewed(refused: string): Promise<string | undefined>;
}

/** Where the key is: given, in a file, or nowhere yet. */
export type CredentialSource = { key: string } | { file: string } | undefined;

/** Codat's header: the key alone, without a user name and without a colon. */
export function authorizationOf(key: string): string {
  return `Basic ${Buffer.from(key).toString("base64")}`;
}

export function createCredential(source: CredentialSource, redactor: Redactor): Credential {
  let known: string | undefined;
  const learn = (key: string) => {
    redactor.learn(key);
    known = authorizationOf(key);
    return known;
  };
  if (source && "key" in source) learn(source.key);

  return {
    async authorization() {
      if (known) return known;
      if (source && "file" in source) return learn(await keyInFile(source.file));
      throw new ToolError("not_configured", "No Codat API key is set, so nothing was asked of Codat.");
    },
    async renewed(refused) {
      if (!source || !("file" in source)) return undefined;
      // Another call may have read it meanwhile.
      const now = known !== undefined && known !== refused ? known : learn(await keyInFile(source.file));
      return now === refused ? undefined : now;
    },
  };
}

const largestKeyFileBytes = 4096;

async function keyInFile(path: string): Promise<string> {
  const key = parseKey(await contentOf(path));
  if (key) return key;
  throw new ToolError(
    "not_configured",
    `The file that CODAT_API_KEY_FILE names holds no key: it must hold ${shortestKey} or more printable ASCII characters on one line.`,
    { advice: advice.keyFile },
  );
}

async function contentOf(path: string): Promise<string> {
  try {
    const { readFile, stat } = await import("node:fs/promises");
    const found = await stat(path);
    // A pipe that nobody fills would be read for ever.
    return found.isFile() && found.size <= largestKeyFileBytes ? await readFile(path, "utf8") : "";
  } catch (cause) {
    throw new ToolError("not_configured", "The file that CODAT_API_KEY_FILE names cannot be read.", {
      advice: advice.keyFile,
      cause,
    });
  }
}
