import type { JWTPayload } from "jose";
import type { Settings, Toolset } from "../../settings/index.ts";

/** The scope that each toolset needs. */
export function scopesByToolset(settings: Settings): Record<Toolset, string> {
  return {
    customers: settings.oauthScopeCustomers,
    companies: settings.oauthScopeCompanies,
    analysis: settings.oauthScopeAnalysis,
  };
}

/** The scopes for all toolsets of the settings, as a challenge and the metadata list them. */
export function scopesOf(settings: Settings): string[] {
  const needed = scopesByToolset(settings);
  return [...new Set(settings.toolsets.map((toolset) => needed[toolset]))];
}

/** The scopes in a token: `scope` (OAuth), `scp` (Entra ID: text, Okta: array), `roles` (Entra ID, for programs). */
export function scopesIn({ scope, scp, roles }: JWTPayload): string[] {
  return [scope, scp, roles].flatMap(wordsIn);
}

/**
 * What may stand in a token for a scope. Clients ask Entra ID for `https://mcp.example.com/mcp/customers.read`, with the URI of
 * the application, and its tokens have `customers.read`.
 */
export function spellingsOf(
  scope: string,
  { oauthAudience = [], httpPublicUrl }: Pick<Settings, "oauthAudience" | "httpPublicUrl">,
): string[] {
  const uris = [
    ...oauthAudience,
    ...oauthAudience.map((id) => `api://${id}`),
    httpPublicUrl?.href ?? [],
  ].flat();
  const prefix = uris
    .map((uri) => `${uri.replace(/\/$/, "")}/`)
    .find((start) => scope.startsWith(start) && scope !== start);
  return prefix === undefined ? [scope] : [scope, scope.slice(prefix.length)];
}

function wordsIn(value: unknown): string[] {
  if (typeof value === "string") return value.split(" ").filter(Boolean);
  return Array.isArray(value) ? value.filter((word) => typeof word === "string") : [];
}
