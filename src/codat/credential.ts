import { ToolError } from "../base/tool-error.ts";
import { readKeyCommand } from "./key-command.ts";
import { readKeyFile } from "./key-file.ts";
import type { Redactor } from "./redact.ts";

/** Provides the Authorization header. */
export interface Credential {
  /** The header value. Throws `not_configured` if there is no key. */
  authorization(): Promise<string>;
  /** After a 401: a new header value if the key file or the key command has another key than the rejected one, otherwise undefined. */
  renewed(refused: string): Promise<string | undefined>;
}

/** Where the API key comes from: a setting, a file, a program, or undefined if none is set. */
export type CredentialSource =
  | { key: string }
  | { file: string }
  | { command: readonly string[] }
  | undefined;

/** The Authorization header that Codat expects: the base64 of only the key, without a user name or a colon. */
export function authorizationOf(key: string): string {
  return `Basic ${Buffer.from(key).toString("base64")}`;
}

interface CredentialOptions {
  /** Called once for a key file that others can read. */
  warn?: ((sentence: string) => void) | undefined;
  /** Stops a program that is to print the key. */
  signal?: AbortSignal | undefined;
}

export function createCredential(
  source: CredentialSource,
  redactor: Redactor,
  { warn = () => {}, signal }: CredentialOptions = {},
): Credential {
  let known: string | undefined;
  const learn = (key: string) => {
    redactor.learn(key);
    known = authorizationOf(key);
    return known;
  };
  if (source && "key" in source) learn(source.key);
  let hasWarned = false;
  const readFrom = async (outside: Outside) => {
    if ("command" in outside) return readKeyCommand(outside.command, { signal });
    const { key, warning } = await readKeyFile(outside.file);
    if (warning && !hasWarned) warn(warning);
    hasWarned ||= warning !== undefined;
    return key;
  };
  let reading: Promise<string> | undefined;
  // One program for all calls that wait for the key.
  const learnFrom = (outside: Outside) => {
    reading ??= readFrom(outside)
      .then(learn)
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };

  return {
    async authorization() {
      if (known) return known;
      if (source && !("key" in source)) return await learnFrom(source);
      throw new ToolError("not_configured", "No Codat API key is set, so no request was sent.");
    },
    async renewed(refused) {
      if (!source || "key" in source) return undefined;
      // Another call may already have read the new key.
      const now = known !== undefined && known !== refused ? known : await learnFrom(source);
      return now === refused ? undefined : now;
    },
  };
}

type Outside = Exclude<CredentialSource, { key: string } | undefined>;
