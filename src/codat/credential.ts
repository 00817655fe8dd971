import { advice } from "../base/advice.ts";
import { ToolError } from "../base/tool-error.ts";
import { parseKey, shortestKey } from "../settings/api-key.ts";
import type { Redactor } from "./redact.ts";

/** Provides the Authorization header. */
export interface Credential {
  /** The header value. Throws `not_configured` if there is no key. */
  authorization(): Promise<string>;
  /** After a 401: a new header value if the key file has changed since the refused one, otherwise undefined. */
  renewed(refused: string): Promise<string | undefined>;
}

/** Where the API key comes from: a setting, a file, or undefined if none is set. */
export type CredentialSource = { key: string } | { file: string } | undefined;

/** The Authorization header that Codat expects: the base64 of only the key, without a user name or a colon. */
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
      throw new ToolError("not_configured", "No Codat API key is set, so no request was sent.");
    },
    async renewed(refused) {
      if (!source || !("file" in source)) return undefined;
      // Another call may already have read the new key.
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
    `The file in CODAT_API_KEY_FILE contains no key. A key is ${shortestKey} or more printable ASCII characters on one line.`,
    { advice: advice.keyFile },
  );
}

async function contentOf(path: string): Promise<string> {
  try {
    const { readFile, stat } = await import("node:fs/promises");
    const found = await stat(path);
    // Reading a pipe without a writer would never end.
    return found.isFile() && found.size <= largestKeyFileBytes ? await readFile(path, "utf8") : "";
  } catch (cause) {
    throw new ToolError("not_configured", "The file in CODAT_API_KEY_FILE cannot be read.", {
      advice: advice.keyFile,
      cause,
    });
  }
}
