import { describe, expect, test } from "vitest";
import { SettingError } from "../../../src/settings/index.ts";
import { startHttp } from "../../support/http-service.ts";

const valid = {
  CODAT_OAUTH_ISSUER: "https://idp.example/tenant",
  CODAT_HTTP_PUBLIC_URL: "https://mcp.lender.example/mcp",
};

/** The message that stops startup; "starts" if none does. */
async function problemOf(environment: Record<string, string>): Promise<string> {
  try {
    await using _ = await startHttp(environment);
    return "starts";
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    return error.message;
  }
}

const restricting = [
  "CODAT_OAUTH_ISSUER",
  "CODAT_OAUTH_AUDIENCE",
  "CODAT_OAUTH_JWKS_URL",
  "CODAT_OAUTH_SCOPE_CUSTOMERS",
  "CODAT_OAUTH_SCOPE_COMPANIES",
  "CODAT_OAUTH_SCOPE_ANALYSIS",
  "CODAT_OAUTH_COMPANIES_CLAIM",
  "CODAT_OAUTH_MAX_TOKEN_AGE_S",
  "CODAT_OAUTH_DENY_FILE",
];

describe.each(restricting)("%s", (name) => {
  test.each(["", "  ", `\${${name}}`, "%OAUTH%", "{{oauth}}"])("set to %j stops startup", async (value) => {
    expect(await problemOf({ ...valid, [name]: value })).toContain(`${name} must be`);
  });
});

test("a name claim that is empty is unset", async () => {
  expect(await problemOf({ ...valid, CODAT_OAUTH_NAME_CLAIM: "" })).toBe("starts");
});

describe("startup stops", () => {
  test.each<[string, Record<string, string>, string]>([
    [
      "for an issuer over http",
      { CODAT_OAUTH_ISSUER: "http://idp.example" },
      "CODAT_OAUTH_ISSUER must be an https URL",
    ],
    [
      "for an issuer with a query",
      { CODAT_OAUTH_ISSUER: "https://idp.example/?a=1" },
      "CODAT_OAUTH_ISSUER must be",
    ],
    [
      "for an issuer with a password",
      { CODAT_OAUTH_ISSUER: "https://a:b@idp.example" },
      "CODAT_OAUTH_ISSUER must be",
    ],
    [
      "for keys over http",
      { CODAT_OAUTH_JWKS_URL: "http://idp.example/jwks" },
      "CODAT_OAUTH_JWKS_URL must be an https URL",
    ],
    ["for an empty audience in a list", { CODAT_OAUTH_AUDIENCE: "a,,b" }, "CODAT_OAUTH_AUDIENCE must be"],
    ["for an audience with a space", { CODAT_OAUTH_AUDIENCE: "a b" }, "CODAT_OAUTH_AUDIENCE must be"],
    [
      "for two scopes",
      { CODAT_OAUTH_SCOPE_CUSTOMERS: "a b" },
      "CODAT_OAUTH_SCOPE_CUSTOMERS must be one scope",
    ],
    [
      "for a scope that would end its quotes",
      { CODAT_OAUTH_SCOPE_ANALYSIS: 'a"b' },
      "CODAT_OAUTH_SCOPE_ANALYSIS must be",
    ],
    ["for an age of 0", { CODAT_OAUTH_MAX_TOKEN_AGE_S: "0" }, "CODAT_OAUTH_MAX_TOKEN_AGE_S must be"],
    ["for a relative path", { CODAT_OAUTH_DENY_FILE: "denied.txt" }, "CODAT_OAUTH_DENY_FILE must be"],
    [
      "beside CODAT_HTTP_AUTH=none",
      { CODAT_HTTP_AUTH: "none" },
      "CODAT_HTTP_AUTH=none contradicts CODAT_OAUTH_ISSUER",
    ],
    ["for a misspelled name", { CODAT_OAUTH_DENYLIST: "/denied" }, "Did you mean CODAT_OAUTH_DENY_FILE?"],
    ["for an unknown name", { CODAT_OIDC_CLIENT: "x" }, "CODAT_OIDC_CLIENT is not a setting of this server"],
  ])("%s", async (_, environment, problem) => {
    expect(await problemOf({ ...valid, ...environment })).toContain(problem);
  });

  test("without the public URL and an audience", async () => {
    const { CODAT_OAUTH_ISSUER } = valid;
    expect(await problemOf({ CODAT_OAUTH_ISSUER })).toContain(
      "CODAT_OAUTH_ISSUER needs CODAT_HTTP_PUBLIC_URL",
    );
    expect(await problemOf({ CODAT_OAUTH_ISSUER, CODAT_OAUTH_AUDIENCE: "api://codat" })).toBe("starts");
  });

  test.each(["CODAT_OAUTH_AUDIENCE", "CODAT_OAUTH_JWKS_URL"])("for %s without an issuer", async (name) => {
    expect(await problemOf({ [name]: "https://idp.example/x" })).toBe(`${name} needs CODAT_OAUTH_ISSUER.`);
  });
});

test("an issuer on loopback may use http", async () => {
  expect(await problemOf({ ...valid, CODAT_OAUTH_ISSUER: "http://127.0.0.1:9/" })).toBe("starts");
});

test("other machines may call with an issuer and allowed hosts", async () => {
  const open = { ...valid, CODAT_HTTP_HOST: "0.0.0.0" };
  expect(await problemOf(open)).toContain("CODAT_HTTP_ALLOWED_HOSTS");
  expect(await problemOf({ ...open, CODAT_HTTP_ALLOWED_HOSTS: "mcp.lender.example" })).toBe("starts");
});
