import { createHash, randomBytes } from "node:crypto";
import type { TokenRequest } from "./commands/token.ts";

/** What to do with the two lines. */
export const tokenHint =
  "Line 1 is the token: give it to the caller, who sends it as Authorization: Bearer TOKEN. It is not stored anywhere. Line 2 is its entry: add it to the array in CODAT_HTTP_TOKENS_FILE. A running server reads the file again.";

/** A new token, and its entry in the tokens file as JSON: two lines. */
export function tokenLines({ caller, companies, toolsets, mask, expiresAtMs }: TokenRequest): string {
  const token = `ccm_${randomBytes(32).toString("base64url")}`;
  const sha256 = createHash("sha256").update(token).digest("hex");
  const expires = expiresAtMs === undefined ? undefined : new Date(expiresAtMs).toISOString();
  return `${token}\n${JSON.stringify({ name: caller, sha256, companies, toolsets, mask, expires })}\n`;
}
