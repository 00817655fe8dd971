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

function wordsIn(value: unknown): string[] {
  if (typeof value === "string") return value.split(" ").filter(Boolean);
  return Array.isArray(value) ? value.filter((word) => typeof word === "string") : [];
}
