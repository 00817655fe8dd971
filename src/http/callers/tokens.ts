import { createHash, timingSafeEqual } from "node:crypto";
import { readAuthorization } from "./authorization.ts";
import type { Authenticate, Refusal } from "./caller.ts";
import type { TokenEntry } from "./token-entry.ts";
import type { TokensFile } from "./tokens-file.ts";

/** Authenticates the callers by the tokens in the tokens file. */
export function authenticateByTokens({ entries }: Pick<TokensFile, "entries">): Authenticate {
  return async ({ headers }) => {
    const authorization = readAuthorization(headers);
    if (authorization === "none") return noToken;
    if (authorization === "several") return severalHeaders;
    const known = entries();
    if (!known) return noEntries;
    if (authorization === "malformed") return malformed;
    const entry = find(known, authorization.token);
    if (!entry) return unknownToken;
    return isExpired(entry) ? expired : entry.caller;
  };
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

const noToken: Refusal = {
  status: 401,
  message: "This server needs a token. Send it in the header Authorization: Bearer TOKEN.",
};
const severalHeaders: Refusal = {
  status: 400,
  message: "The request has more than one Authorization header. Send one.",
};
const malformed: Refusal = {
  status: 401,
  error: "invalid_token",
  message: "The Authorization header is not “Bearer” and one token. Send Authorization: Bearer TOKEN.",
};
const unknownToken: Refusal = {
  status: 401,
  error: "invalid_token",
  message: "This server does not know the token. Ask its operator for a new one.",
};
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
