import type { Refusal } from "./caller.ts";

/** Names this server where clients cannot discover how to get a token. */
export const realm = "codat-customers-mcp";

/** How callers get a token: from the operator, or by signing in where the metadata says. */
export type Challenge = ({ realm: string } | { metadata: URL }) & { scope?: string };

/** The headers of a refusal: how to authenticate, and when to try again. */
export function refusalHeaders(refusal: Refusal, challenge: Challenge): Record<string, string> {
  const { status, error, retryAfterSeconds } = refusal;
  const challenges = status === 401 || error === "insufficient_scope";
  return {
    ...(challenges && { "www-authenticate": bearer(refusal, challenge) }),
    ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
  };
}

function bearer({ error, scope }: Refusal, challenge: Challenge): string {
  const source =
    "realm" in challenge ? { realm: challenge.realm } : { resource_metadata: challenge.metadata.href };
  const parameters = Object.entries({ ...source, scope: scope ?? challenge.scope, error }).filter(
    ([, value]) => value !== undefined,
  );
  return `Bearer ${parameters.map(([name, value]) => `${name}="${value}"`).join(", ")}`;
}
