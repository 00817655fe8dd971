import { createHash, timingSafeEqual } from "node:crypto";
import type { Caller, Refusal } from "./caller.ts";
import type { TokenEntry } from "./token-entry.ts";
import type { TokensFile } from "./tokens-file.ts";

/** Finds the caller of a token in the tokens file. Undefined for a token that the file does not have. */
export function callerByToken(
  { entries }: Pick<TokensFile, "entries">,
  token: string,
): Caller | Refusal | undefined {
  const known = entries();
  if (!known) return noEntries;
  const entry = find(known, token);
  return entry && (isExpired(entry) ? expired : entry.caller);
}

function find(entries: readonly TokenEntry[], token: string): TokenEntry | undefined {
  const digest = createHash("sha256").update(token).digest();
  let found: TokenEntry | undefined;
  // All entries, so that the time does not depend on which one matches.
  for (const entry of entries) if (timingSafeEqual(entry.digest, digest)) found = entry;
  return found;
}

function isExpired({ expiresAtMs }: TokenEntry): boolean {
  return expiresAtMs !== undefined && Date.now() >= expiresAtMs;
}

const expired: Refusal = {
  status: 401,
  error: "invalid_token",
  message: "The token has expired. Ask the operator of this server for a new one.",
};
const noEntries: Refusal = {
  status: 503,
  message: "This server cannot check tokens now. Its operator must fix CODAT_HTTP_TOKENS_FILE.",
  retryAfterSeconds: 30,
};
