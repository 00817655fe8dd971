import { isPlaceholder, unquoted } from "./placeholder.ts";

/** Where the API key comes from: a variable, or a file or a program that a variable names. */
export type KeySource = { variable: string } & (
  | { key: string }
  | { file: string }
  | { command: readonly string[] }
);

const printable = /^[\x20-\x7e]+$/;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
const shortestBase64Key = 16;

/** A shorter text is not a Codat key, and redacting it would damage other text. */
const shortestKey = 8;

/** What the value of a key must be, to complete a sentence. */
export const keyExpected = `${shortestKey} or more printable ASCII characters on one line`;

/** A sentence's end about a text that looks like a key of another kind; undefined for any other. */
export function keyProblem(text: string): string | undefined {
  return bearer.test(text.trim())
    ? "contains a “Bearer …” header, but Codat expects Basic. Set the API key as shown in the Codat portal"
    : undefined;
}

const pastedName = /^\s*(?:(?:export|set)\s+|\$env:)?CODAT_(?:API_KEY|AUTH_HEADER)\s*[=:]/i;

/** The value in a pasted line of a `.env` file or of a shell, or any other text, without quotes. */
export function withoutName(text: string): string {
  return unquoted(text.replace(pastedName, ""));
}

const bearer = /^(?:authorization:\s*)?bearer\s/i;

/**
 * The key in a pasted text: the raw key, its base64, or a whole `Basic …` header. Undefined if it is shorter than 8
 * characters, has other than printable ASCII characters, or is another kind of header. Canonical base64 of 16 or more
 * printable characters is decoded; any other text is a raw key.
 */
export function parseKey(text: string): string | undefined {
  const trimmed = withoutName(text);
  if (!printable.test(trimmed) || bearer.test(trimmed) || isPlaceholder(trimmed)) return undefined;
  const token = trimmed.replace(/^(?:authorization:\s*)?basic\s+/i, "");
  if (token.length < shortestKey) return undefined;
  if (!base64.test(token)) return token;
  const decoded = Buffer.from(token, "base64");
  const canonical = decoded.toString("base64") === token;
  const key = decoded.toString("latin1");
  return canonical && key.length >= shortestBase64Key && printable.test(key) ? key : token;
}
