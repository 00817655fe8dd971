import { apiUrl } from "./parsers/addresses.ts";
import { whole } from "./parsers/numbers.ts";
import { restrictingFile } from "./parsers/paths.ts";
import type { Defaulted, Setting } from "./parsers/setting.ts";

/** The settings of sign-in with OAuth, for the command `http`. All but the name restrict: they decide whose tokens count, and for what. */
export const oauthRows = {
  oauthIssuer: issuer("http: issuer whose access tokens are accepted, exactly as in the tokens"),
  oauthAudience: words("http: audiences of the tokens to accept; default CODAT_HTTP_PUBLIC_URL"),
  oauthJwksUrl: jwksUrl("http: URL of the issuer's keys; default: discovered"),
  oauthScopeCustomers: scope("http: scope for the toolset customers", "customers:read"),
  oauthScopeCompanies: scope("http: scope for the toolset companies", "companies:read"),
  oauthScopeAnalysis: scope("http: scope for the toolset analysis", "analysis:read"),
  oauthCompaniesClaim: claim(
    "http: claim that lists the companies that a person may read",
    "codat_companies",
  ),
  oauthNameClaim: optionalClaim("http: claim with the person's name, for the log and the audit log"),
  oauthMaxTokenAgeS: {
    ...whole("http: oldest token to accept, since it was issued", 86_400, {
      of: "seconds",
      from: 60,
      to: 31_536_000,
    }),
    failClosed: true,
  },
  oauthDenyFile: restrictingFile("http: file of denied tokens and people, one jti or sub per line"),
} as const;

// The text stays as it is: the issuer in a token must equal it exactly.
function issuer(description: string): Setting<string> {
  const { parse, expected } = apiUrl(description, "https://example.com");
  return { description, failClosed: true, parse: (text) => (parse(text) ? text : undefined), expected };
}

function jwksUrl(description: string): Setting<URL> {
  return {
    description,
    failClosed: true,
    parse: (text) => {
      const [address = ""] = text.split("?");
      return apiUrl("", "https://example.com").parse(address) && !text.includes("#")
        ? new URL(text)
        : undefined;
    },
    expected: "an https URL without user name or fragment (http only on loopback)",
  };
}

function words(description: string): Setting<readonly string[]> {
  return {
    description,
    failClosed: true,
    parse: (text) => {
      const values = text.split(",").map((word) => word.trim());
      return values.every((word) => /^\S+$/.test(word)) ? [...new Set(values)] : undefined;
    },
    expected: "one or more audiences, separated by commas",
  };
}

// RFC 6749, section 3.3.
function scope(description: string, fallback: string): Defaulted<string> {
  return {
    description,
    default: fallback,
    failClosed: true,
    parse: (text) => (/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(text) ? text : undefined),
    expected: "one scope, without spaces",
  };
}

function claim(description: string, fallback: string): Defaulted<string> {
  return { ...optionalClaim(description), default: fallback, failClosed: true };
}

function optionalClaim(description: string): Setting<string> {
  return {
    description,
    parse: (text) => (/^[\x21-\x7e]+$/.test(text) ? text : undefined),
    expected: "the name of a claim, without spaces",
  };
}
