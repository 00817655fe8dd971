import { advice } from "../base/advice.ts";
import { ToolError } from "../base/tool-error.ts";
import { parseKey, shortestKey } from "../settings/api-key.ts";
import type { Redactor } from "./redact.ts";

/** Provides the Authorization header. */
export interface Credential {
  /** The header value. Throws `not_configured` if there is no key. */
  authorization(): Promise<string>;
  /** After a 401: a new header value if the key file has changed since the rejected one, otherwise undefined. */
  renewed(refused: string): Promise<string | undefined>;
}

/** Where the API key comes from: a setting, a file, or undefined if none is set. */
export type CredentialSource = { key: string } | { file: string } | undefined;

/** The Authorization header that Codat expects: the base64 of only the key, without a user name or a colon. */
export function authorizationOf(key: string): string {
  return `Basic ${Buffer.from(key).toString("base64")}`;
}

/** `warn` is called once for a key file that others can read. */
export function createCredential(
  source: CredentialSource,
  redactor: Redactor,
  warn: (sentence: string) => void = () => {},
): Credential {
  let known: string | undefined;
  const learn = (key: string) => {
    redactor.learn(key);
    known = authorizationOf(key);
    return known;
  };
  if (source && "key" in source) learn(source.key);
  let hasWarned = false;
  const learnFrom = async (file: string) => {
    const { key, warning } = await readKeyFile(file);
    if (warning && !hasWarned) warn(warning);
    hasWarned ||= warning !== undefined;
    return learn(key);
  };

  return {
    async authorization() {
      if (known) return known;
      if (source && "file" in source) return await learnFrom(source.file);
      throw new ToolError("not_configured", "No Codat API key is set, so no request was sent.");
    },
    async renewed(refused) {
      if (!source || !("file" in source)) return undefined;
      // Another call may already have read the new key.
      const now = known !== undefined && known !== refused ? known : await learnFrom(source.file);
      return now === refused ? undefined : now;
    },
  };
}

const largestKeyFileBytes = 4096;

/** The content of a key file, and a sentence if others than its owner can read it. */
interface KeyFile {
  key: string;
  warning: string | undefined;
}

/** Reads a key file. Throws `not_configured` if it cannot be read or contains no key. */
export async function readKeyFile(path: string): Promise<KeyFile> {
  const { text, isOpen } = await contentOf(path);
  const key = parseKey(text);
  if (key) return { key, warning: isOpen ? keyFileIsOpen : undefined };
  throw new ToolError(
    "not_configured",
    `The file in CODAT_API_KEY_FILE contains no key. A key is ${shortestKey} or more printable ASCII characters on one line.`,
    { advice: advice.keyFile },
  );
}

const keyFileIsOpen =
  "Other users of this machine can read the file in CODAT_API_KEY_FILE. Set its permissions to 600.";

async function contentOf(path: string): Promise<{ text: string; isOpen: boolean }> {
  try {
    const { readFile, stat } = await import("node:fs/promises");
    const { platform } = await import("node:os");
    const found = await stat(path);
    // Reading a pipe without a writer would never end.
    const text = found.isFile() && found.size <= largestKeyFileBytes ? await readFile(path, "utf8") : "";
    // Windows does not have these bits: every file looks open there.
    return { text, isOpen: platform() !== "win32" && (found.mode & 0o077) !== 0 };
  } catch (cause) {
    throw new ToolError("not_configured", "The file in CODAT_API_KEY_FILE cannot be read.", {
      advice: advice.keyFile,
      cause,
    });
  }
}
