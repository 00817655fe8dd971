import { CodatError } from "./error.ts";
import type { Redactor } from "./redact.ts";

/** What stands in the Authorization header, and where it comes from. */
export interface Credential {
  /** The header's value. Throws `not_configured` if there is no key to be had. */
  authorization(): Promise<string>;
  /** After a 401: another header than the one that was refused, if its file holds another key by now. */
  renewed(refused: string): Promise<string | undefined>;
}

/** Where the key is: given, in a file, or nowhere yet. */
export type KeySource = { key: string } | { file: string } | undefined;

const printable = /^[\x20-\x7e]+$/;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
const shortestBase64Key = 16;
// A shorter text is no key of Codat's, and could not be taken out of answers without harming other words.
const shortestKey = 8;

/**
 * The key in a text that people paste: the raw key, its base64, or a whole `Basic …` header. Undefined if it is shorter
 * than 8 characters, holds anything but printable ASCII, or is another kind of header. Canonical base64 of 16 or more printable characters is taken for base64, else it is raw.
 */
export function keyIn(text: string): string | undefined {
  const trimmed = text.trim();
  if (!printable.test(trimmed) || /^(?:authorization:\s*)?bearer\s/i.test(trimmed)) return undefined;
  const token = trimmed.replace(/^(?:authorization:\s*)?basic\s+/i, "");
  if (token.length < shortestKey) return undefined;
  if (!base64.test(token)) return token;
  const decoded = Buffer.from(token, "base64");
  const canonical = decoded.toString("base64") === token;
  const key = decoded.toString("latin1");
  return canonical && key.length >= shortestBase64Key && printable.test(key) ? key : token;
}

/** Codat's header: the key alone, without a user name and without a colon. */
export function authorizationOf(key: string): string {
  return `Basic ${Buffer.from(key).toString("base64")}`;
}

export function createCredential(source: KeySource, redactor: Redactor): Credential {
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
      throw new CodatError("not_configured", "No Codat API key is set, so nothing was asked of Codat.");
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
const keyFileAdvice = "The operator must put the key there; it is read anew with the next call.";

async function keyInFile(path: string): Promise<string> {
  const key = keyIn(await contentOf(path));
  if (key) return key;
  throw new CodatError(
    "not_configured",
    `The file that CODAT_API_KEY_FILE names holds no key: it must hold ${shortestKey} or more printable ASCII characters on one line.`,
    { advice: keyFileAdvice },
  );
}

async function contentOf(path: string): Promise<string> {
  try {
    const { readFile, stat } = await import("node:fs/promises");
    const found = await stat(path);
    // A pipe that nobody fills would be read for ever.
    return found.isFile() && found.size <= largestKeyFileBytes ? await readFile(path, "utf8") : "";
  } catch (cause) {
    throw new CodatError("not_configured", "The file that CODAT_API_KEY_FILE names cannot be read.", {
      advice: keyFileAdvice,
      cause,
    });
  }
}
