import { quotable } from "../../base/visible-text.ts";
import type { Settings, Toolset } from "../../settings/index.ts";
import { mostCompanies } from "../../settings/parsers/companies.ts";
import type { Caller, Refusal } from "../callers/caller.ts";
import { companiesIn } from "./companies-claim.ts";
import type { DenyList } from "./deny-list.ts";
import { IssuerError } from "./issuer-error.ts";
import { scopesByToolset, scopesIn, scopesOf, spellingsOf } from "./scopes.ts";
import { type Claims, type VerifyDeps, verifyToken } from "./verify-token.ts";

export interface OAuthDeps extends VerifyDeps {
  /** Undefined if no file is set. */
  denyList: DenyList | undefined;
}

/** Finds out who sends an access token, and what that person may read. */
export function authenticateByOAuth(
  settings: Settings,
  deps: OAuthDeps,
): (token: string) => Promise<Caller | Refusal> {
  return async (token) => {
    try {
      const claims = await verifyToken(token, settings, deps);
      if (typeof claims === "string") return { status: 401, error: "invalid_token", message: claims };
      const person = personIn(claims, settings);
      const answer = (await refuseDenied(claims, deps.denyList)) ?? grantIn(claims, settings);
      if ("status" in answer) return { ...answer, caller: person };
      // Two issuers may use one sub, and a name in the tokens file may equal it.
      return { ...person, ...answer, limitKey: `${deps.issuer}\n${claims.sub}` };
    } catch (error) {
      if (error instanceof IssuerError) return issuerDown;
      throw error;
    }
  };
}

async function refuseDenied({ sub, jti }: Claims, list: DenyList | undefined): Promise<Refusal | undefined> {
  if (!list) return undefined;
  const denied = await list.read();
  if (!denied) return denyFileDown;
  // Lines of the file are trimmed.
  if (denied.has(sub.trim())) return deniedPerson;
  return jti !== undefined && denied.has(String(jti).trim()) ? deniedToken : undefined;
}

type Person = Pick<Caller, "name" | "personName">;

const longestName = 200;

/** Who the token is about, for log and audit lines. */
function personIn(claims: Claims, { oauthNameClaim }: Settings): Person {
  const name = oauthNameClaim && claims[oauthNameClaim];
  return {
    name: quotable(claims.sub, longestName),
    personName: typeof name === "string" ? quotable(name, longestName) : undefined,
  };
}

type Grant = Omit<Caller, keyof Person | "limitKey">;

function grantIn(claims: Claims, settings: Settings): Grant | Refusal {
  const granted = scopesIn(claims);
  const needed = scopesByToolset(settings);
  const toolsets = settings.toolsets.filter((toolset) =>
    spellingsOf(needed[toolset], settings).some((scope) => granted.includes(scope)),
  );
  if (toolsets.length === 0) return withoutScope(scopesOf(settings));
  const companies = companiesIn(claims[settings.oauthCompaniesClaim]);
  if (!companies) return noCompanies(settings.oauthCompaniesClaim);
  if (companies.length > mostCompanies) return tooManyCompanies(settings.oauthCompaniesClaim);
  const held = toolsets.map((toolset) => needed[toolset]);
  return {
    companies,
    toolsets,
    // The new token must not lose what the old one allows.
    refuseToolset: (toolset: Toolset) => withoutScope([...new Set([...held, needed[toolset]])]),
  };
}

function withoutScope(scopes: readonly string[]): Refusal {
  const scope = scopes.join(" ");
  return {
    status: 403,
    error: "insufficient_scope",
    message: `The token lacks a scope that this call needs. Sign in again with the scopes ${scope}.`,
    scope,
  };
}

function noCompanies(claim: string): Refusal {
  return {
    status: 403,
    message: `The token's claim ${claim} does not list companies as UUIDs, so there is nothing that it may read. The operator of the identity provider must add them.`,
  };
}

function tooManyCompanies(claim: string): Refusal {
  return {
    status: 403,
    message: `The token's claim ${claim} lists more than ${mostCompanies} companies, the most that a caller may have. The operator of the identity provider must remove some.`,
  };
}

// With another token the person would be denied again, so no sign-in is asked for.
const deniedPerson: Refusal = {
  status: 403,
  message: "The operator of this server has denied access to this person.",
};
const deniedToken: Refusal = {
  status: 401,
  error: "invalid_token",
  message: "The operator of this server has denied this token. Sign in again.",
};
const denyFileDown: Refusal = {
  status: 503,
  message: "This server cannot check tokens now. Its operator must fix CODAT_OAUTH_DENY_FILE.",
  retryAfterSeconds: 30,
};
const issuerDown: Refusal = {
  status: 503,
  message: "This server cannot reach the identity provider, so it cannot check the token. Try again later.",
  retryAfterSeconds: 10,
};
