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
      throw new ToolError("not_configured", "No Codat API key is set, so nothing was asked of Codat.");
    },
    async renewed(refused) {
      if (!source || !("file" in source)) return undefined;
      // Another call may have read it meanwhile.
      const now = known !== undefined && known !== refused ? known : await learnFrom(source.file);
      return now === refused ? undefined : now;
    },
  };
}

const largestKeyFileBytes = 4096;

/** What a key file holds, and a sentence if others than its owner can read it. */
interface KeyFile {
  key: string;
  warning: string | undefined;
}

/** Reads a key file. Throws `not_configured` if it cannot be read or holds no key. */
export async function readKeyFile(path: string): Promise<KeyFile> {
  const { text, isOpen } = await contentOf(path);
  const key = parseKey(text);
  if (key) return { key, warning: isOpen ? keyFileIsOpen : undefined };
  throw new ToolError(
    "not_configured",
    `The file that CODAT_API_KEY_FILE names holds no key: it must hold ${shortestKey} or more printable ASCII characters on one line.`,
    { advice: advice.keyFile },
  );
}

const keyFileIsOpen =
  "Other users of this machine can read the file that CODAT_API_KEY_FILE names: set its permissions to 600.";

async function contentOf(path: string): Promise<{ text: string; isOpen: boolean }> {
  try {
    const { readFile, stat } = await import("node:fs/promises");
    const { platform } = await import("node:os");
    const found = await stat(path);
    // A pipe without a writer would be read forever.
    const text = found.isFile() && found.size <= largestKeyFileBytes ? await readFile(path, "utf8") : "";
    // Windows has no such bits: every file looks open there.
    return { text, isOpen: platform() !== "win32" && (found.mode & 0o077) !== 0 };
  } catch (cause) {
    throw new ToolError("not_configured", "The file that CODAT_API_KEY_FILE names cannot be read.", {
      advice: advice.keyFile,
      cause,
    });
  }
}
