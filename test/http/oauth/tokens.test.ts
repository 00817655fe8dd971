import { createHmac, KeyObject, randomUUID, sign as signBytes } from "node:crypto";
import { base64url, CompactEncrypt, exportSPKI, importJWK, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ids } from "../../support/upstream.ts";
import { getCustomer, withHeaders } from "../situations/messages.ts";
import { type Issuer, type IssuerKey, makeKey, nowS, publicUrl, sign } from "./issuer.ts";
import { type Signed, startSigned } from "./service.ts";

const other = "8a210b68-6988-11ed-a1eb-0242ac12ffff";
const audience = `${publicUrl},api://codat-customers`;
let signed: Signed;
let foreign: IssuerKey;
const more: Record<string, IssuerKey> = {};

beforeAll(async () => {
  signed = await startSigned({ environment: { CODAT_OAUTH_AUDIENCE: audience } });
  foreign = await makeKey("first");
  for (const alg of ["PS256", "ES256", "ES384", "EdDSA"]) {
    const key = await makeKey(alg, alg);
    more[alg] = key;
    signed.issuer.keys.push(key);
  }
  const weak = {
    kid: "oct",
    kty: "oct",
    alg: "HS256",
    k: base64url.encode("a-secret-that-is-published-by-mistake"),
  };
  signed.issuer.moreJwks.push(weak);
});
afterAll(() => signed?.[Symbol.asyncDispose]());

type Make = (issuer: Issuer) => Promise<string>;
const changed =
  (changes: Record<string, unknown>, header: Record<string, unknown> = {}): Make =>
  ({ token }) =>
    token(changes, header);
const by =
  (alg: string): Make =>
  ({ claims }) =>
    sign(claims(), more[alg] ?? foreign);
const keyOf = ({ keys }: Issuer) => keys[0] ?? foreign;
const encode = (value: unknown) => base64url.encode(JSON.stringify(value));

const goodClaims = (issuer: Issuer) => JSON.stringify(issuer.claims());

/** A token whose payload is this text, with a good signature. */
const withPayload =
  (payload: (issuer: Issuer) => string, header: Record<string, unknown> = {}): Make =>
  async (issuer) => {
    const { alg, kid, privateKey } = keyOf(issuer);
    const input = `${encode({ alg, kid, ...header })}.${base64url.encode(payload(issuer))}`;
    return `${input}.${signBytes("sha256", Buffer.from(input), KeyObject.from(privateKey)).toString("base64url")}`;
  };

/** A token with an HMAC, as if this text were the secret. */
const hmac =
  (secret: (issuer: Issuer) => Promise<string | Uint8Array>, header: Record<string, unknown> = {}): Make =>
  async (issuer) => {
    const input = `${encode({ alg: "HS256", kid: "first", ...header })}.${encode(issuer.claims())}`;
    return `${input}.${createHmac("sha256", await secret(issuer))
      .update(input)
      .digest("base64url")}`;
  };

const good: [string, Make][] = [
  ["a token of the issuer", changed({})],
  ["an array claim of companies", changed({ codat_companies: [other, ids.companyId] })],
  ["a text of companies, separated by spaces", changed({ codat_companies: `${other} ${ids.companyId}` })],
  ["a text of companies, separated by commas", changed({ codat_companies: `${other}, ${ids.companyId},` })],
  ["a company in capitals", changed({ codat_companies: [ids.companyId.toUpperCase()] })],
  [
    "scp as text, as Entra ID sends it",
    changed({ scope: undefined, scp: "openid customers:read", ver: "2.0" }),
  ],
  ["scp as an array, as Okta sends it", changed({ scope: undefined, scp: ["customers:read"] })],
  ["roles, as Entra ID sends them to programs", changed({ scope: undefined, roles: ["customers:read"] })],
  ["several audiences, one of them this server's", changed({ aud: ["https://api.example", publicUrl] })],
  ["the second audience of the setting", changed({ aud: "api://codat-customers" })],
  ["typ at+jwt", changed({}, { typ: "at+jwt" })],
  ["typ JWT", changed({}, { typ: "JWT" })],
  ["expired 20 s ago, within the tolerance of clocks", changed({ exp: nowS() - 20, iat: nowS() - 60 })],
  ["valid in 20 s, within the tolerance of clocks", changed({ nbf: nowS() + 20, iat: nowS() + 20 })],
  ["an expiry in the far future", changed({ exp: 1e15 })],
  ["signed with PS256", by("PS256")],
  ["signed with ES256", by("ES256")],
  ["signed with ES384", by("ES384")],
  ["signed with Ed25519", by("EdDSA")],
  ["10 KB of other claims", changed({ groups: Array.from({ length: 250 }, () => randomUUID()) })],
  ["an unknown claim and header", changed({ "https://example.com/x": { a: 1 } }, { x: "y" })],
];

const bad: [string, Make][] = [
  ["expired", changed({ exp: nowS() - 120, iat: nowS() - 600 })],
  ["expired 40 s ago, outside the tolerance of clocks", changed({ exp: nowS() - 40 })],
  ["not valid yet (nbf)", changed({ nbf: nowS() + 120 })],
  ["issued in the future", changed({ iat: nowS() + 120 })],
  ["no exp", changed({ exp: undefined })],
  ["exp as text", changed({ exp: String(nowS() + 300) })],
  ["exp null", changed({ exp: null })],
  ["no iat", changed({ iat: undefined })],
  ["older than a day, though not expired", changed({ iat: nowS() - 90_000, exp: nowS() + 300 })],
  ["no audience", changed({ aud: undefined })],
  ["an empty audience", changed({ aud: "" })],
  ["an empty array of audiences", changed({ aud: [] })],
  ["a prefix of the audience", changed({ aud: publicUrl.slice(0, -1) })],
  ["the audience and a slash", changed({ aud: `${publicUrl}/` })],
  ["the audience in other case", changed({ aud: publicUrl.toUpperCase() })],
  ["the audience within a longer text", changed({ aud: `${publicUrl} https://evil.example` })],
  ["the audience as an object", changed({ aud: { 0: publicUrl } })],
  ["another audience", changed({ aud: "00000003-0000-0000-c000-000000000000" })],
  ["no issuer", changed({ iss: undefined })],
  ["a slash after the issuer", (issuer) => issuer.token({ iss: `${issuer.url}/` })],
  ["the issuer in an array", (issuer) => issuer.token({ iss: [issuer.url] })],
  [
    "another tenant's issuer, as in Entra ID v1",
    changed({ iss: `https://sts.windows.net/${randomUUID()}/`, ver: "1.0" }),
  ],
  ["no sub", changed({ sub: undefined })],
  ["an empty sub", changed({ sub: "" })],
  ["a sub of spaces", changed({ sub: " \u00a0 " })],
  ["a sub that is a number", changed({ sub: 7 })],
  ["a sub that is an array", changed({ sub: ["user-1"] })],
  ["alg none", async ({ claims }) => new UnsecuredJWT(claims()).encode()],
  [
    "alg None, with a signature of nothing",
    async ({ claims }) => `${encode({ alg: "None" })}.${encode(claims())}.`,
  ],
  [
    "alg nOnE, with the signature of a good token",
    async (issuer) => {
      const [, , signature] = (await issuer.token()).split(".");
      return `${encode({ alg: "nOnE", kid: "first" })}.${encode(issuer.claims())}.${signature}`;
    },
  ],
  [
    "HS256 with the public key as PEM",
    hmac(async (issuer) => {
      const key = await importJWK(keyOf(issuer).publicJwk, "RS256");
      return key instanceof Uint8Array ? key : exportSPKI(key);
    }),
  ],
  ["HS256 with the public key's modulus", hmac(async (issuer) => keyOf(issuer).publicJwk.n ?? "")],
  [
    "HS256 with a secret that the key set has",
    hmac(async () => "a-secret-that-is-published-by-mistake", { kid: "oct" }),
  ],
  ["HS256 with an empty secret", hmac(async () => "")],
  ["signed with another key of the same id", ({ claims }) => sign(claims(), foreign)],
  ["an unknown key id", ({ claims }) => sign(claims(), { ...foreign, kid: "unknown" })],
  ["a key id that is a path", ({ claims }) => sign(claims(), { ...foreign, kid: "../../dev/null" })],
  ["a key id that is SQL", ({ claims }) => sign(claims(), { ...foreign, kid: "x' UNION SELECT 'secret" })],
  [
    "a key id that is a URL",
    ({ claims }) => sign(claims(), { ...foreign, kid: "https://evil.example/jwks" }),
  ],
  ["a key id that is an object", ({ claims }) => sign(claims(), foreign, { kid: { a: 1 } })],
  ["its own key in the header (jwk)", ({ claims }) => sign(claims(), foreign, { jwk: foreign.publicJwk })],
  [
    "its own key and no key id",
    ({ claims }) => sign(claims(), foreign, { kid: undefined, jwk: foreign.publicJwk }),
  ],
  [
    "a URL of keys in the header (jku)",
    ({ claims }) => sign(claims(), foreign, { jku: "http://127.0.0.1:9/jwks" }),
  ],
  [
    "certificates in the header (x5c, x5u)",
    ({ claims }) => sign(claims(), foreign, { x5c: ["MIIB"], x5u: "http://127.0.0.1:9/c" }),
  ],
  ["the key of another algorithm", ({ claims }) => sign(claims(), more.ES256 ?? foreign, { kid: "first" })],
  ["an unknown critical header", withPayload(goodClaims, { crit: ["x"], x: 1 })],
  ["an empty list of critical headers", withPayload(goodClaims, { crit: [] })],
  ["a payload without base64 (b64)", withPayload(goodClaims, { crit: ["b64"], b64: false })],
  [
    "altered claims",
    async (issuer) => {
      const [header, , signature] = (await issuer.token()).split(".");
      return `${header}.${encode(issuer.claims({ codat_companies: [other] }))}.${signature}`;
    },
  ],
  [
    "an altered header",
    async (issuer) => {
      const [, payload, signature] = (await issuer.token()).split(".");
      return `${encode({ alg: "RS256", kid: "first", typ: "JWT" })}.${payload}.${signature}`;
    },
  ],
  ["a cut signature", async (issuer) => (await issuer.token()).slice(0, -8)],
  ["an empty signature", async (issuer) => `${(await issuer.token()).split(".").slice(0, 2).join(".")}.`],
  ["two tokens joined by a dot", async (issuer) => `${await issuer.token()}.${await issuer.token()}`],
  [
    "a token in a token",
    withPayload((issuer) => JSON.stringify(`${encode({ alg: "none" })}.${encode(issuer.claims())}.`), {
      cty: "JWT",
    }),
  ],
  [
    "an encrypted token",
    async (issuer) =>
      new CompactEncrypt(new TextEncoder().encode(await issuer.token()))
        .setProtectedHeader({ alg: "RSA-OAEP-256", enc: "A256GCM", cty: "JWT" })
        .encrypt(await importJWK({ ...keyOf(issuer).publicJwk, alg: "RSA-OAEP-256", use: "enc" })),
  ],
  ["claims that are an array", withPayload((issuer) => JSON.stringify([issuer.claims()]))],
  ["claims that are not JSON", withPayload(() => "sub=user-1")],
  [
    "the same claim twice, the last one for another audience",
    withPayload((issuer) => JSON.stringify(issuer.claims()).replace(/}$/, ',"aud":"https://evil.example"}')),
  ],
  [
    "a number too large for exp",
    withPayload((issuer) =>
      JSON.stringify(issuer.claims({ exp: undefined, iat: undefined })).replace(
        /}$/,
        ',"exp":1e999,"iat":-1e999}',
      ),
    ),
  ],
  ["an ID token", changed({ at_hash: "x", nonce: "y" })],
  ["an ID token of Keycloak", changed({ typ: "ID" })],
  ["an ID token of Cognito", changed({ token_use: "id" })],
  ["a logout token", changed({}, { typ: "logout+jwt" })],
  ["a token bound to a key (DPoP)", changed({ cnf: { jkt: "x" } })],
  ["an opaque token", async () => randomUUID()],
  ["three dots", async () => "..."],
];

const forbidden: [string, Make][] = [
  ["no companies", changed({ codat_companies: undefined })],
  ['the companies "all"', changed({ codat_companies: "all" })],
  ['an array with "all"', changed({ codat_companies: ["all"] })],
  ["the companies *", changed({ codat_companies: "*" })],
  ["an empty text", changed({ codat_companies: "" })],
  ["separators only", changed({ codat_companies: " , ," })],
  ["an empty array", changed({ codat_companies: [] })],
  ["a company and all", changed({ codat_companies: [ids.companyId, "all"] })],
  ["a company and something that is no UUID", changed({ codat_companies: `${ids.companyId} x` })],
  ["an array with an empty text", changed({ codat_companies: [ids.companyId, ""] })],
  ["an array with two companies in one text", changed({ codat_companies: [`${ids.companyId} ${other}`] })],
  ["an array in an array", changed({ codat_companies: [[ids.companyId]] })],
  ["an object", changed({ codat_companies: { [ids.companyId]: true } })],
  ["true", changed({ codat_companies: true })],
  ["companies separated by a Unicode space", changed({ codat_companies: `${ids.companyId}\u2003${other}` })],
  ["a company and an invisible character", changed({ codat_companies: `${ids.companyId}\u200b` })],
  ["a line break after a company", changed({ codat_companies: [`${ids.companyId}\n`] })],
  [
    "more than 100 companies",
    changed({ codat_companies: Array.from({ length: 101 }, () => randomUUID()).join(" ") }),
  ],
];

const withoutScope: [string, Make][] = [
  ["no scope", changed({ scope: undefined })],
  ["another scope", changed({ scope: "openid profile" })],
  ["a prefix of a scope", changed({ scope: "customers:rea customers" })],
  ["a scope in other case", changed({ scope: "CUSTOMERS:READ" })],
  ["scopes separated by commas", changed({ scope: "customers:read,companies:read" })],
  ["scopes separated by a Unicode space", changed({ scope: "openid\u00a0customers:read" })],
  ["an object of scopes", changed({ scope: { "customers:read": true } })],
  ["the scope in another claim", changed({ scope: undefined, groups: ["customers:read"] })],
];

const metadataUrl = "https://mcp.lender.example/.well-known/oauth-protected-resource/mcp";
const scope = "customers:read companies:read analysis:read";

describe("accepted:", () => {
  test.each(good)("%s", async (_, make) => {
    const { status, json } = await signed.ask(await make(signed.issuer));
    expect(status).toBe(200);
    expect(json.result?.isError).toBeUndefined();
  });
});

describe("refused with 401:", () => {
  test.each(bad)("%s", async (_, make) => {
    const before = signed.requests.length;
    const token = await make(signed.issuer);
    const { status, headers, body } = await signed.ask(token);
    expect(status).toBe(401);
    expect(headers["www-authenticate"]).toBe(
      `Bearer resource_metadata="${metadataUrl}", scope="${scope}", error="invalid_token"`,
    );
    expect(headers["cache-control"]).toContain("no-store");
    expect(body).not.toContain(token);
    expect(signed.requests).toHaveLength(before);
  });
});

describe("refused with 403 for its companies:", () => {
  test.each(forbidden)("%s", async (_, make) => {
    const { status, headers, json } = await signed.ask(await make(signed.issuer));
    expect(status).toBe(403);
    expect(headers).not.toHaveProperty("www-authenticate");
    expect(json.error?.message).toContain("codat_companies");
  });
});

describe("refused with 403 for its scopes:", () => {
  test.each(withoutScope)("%s", async (_, make) => {
    const { status, headers } = await signed.ask(await make(signed.issuer));
    expect(status).toBe(403);
    expect(headers["www-authenticate"]).toBe(
      `Bearer resource_metadata="${metadataUrl}", scope="${scope}", error="insufficient_scope"`,
    );
  });
});

describe("a good token that is sent wrongly:", () => {
  const send = async (authorization: (token: string) => string[], path?: string) => {
    const token = await signed.issuer.token();
    const sent = { ...getCustomer(), ...(path && { path: `${path}${token}` }) };
    return signed.ask(authorization(token), sent);
  };

  test.each<[string, (token: string) => string[], number]>([
    ["junk after it", (token) => [`Bearer ${token} junk`], 401],
    ["a comma and another after it", (token) => [`Bearer ${token}, Bearer x`], 400],
    ["in two headers", (token) => [`Bearer ${token}`, `Bearer ${token}`], 400],
    ["beside a header of another scheme", (token) => ["Basic dTpw", `Bearer ${token}`], 400],
    ["as Basic", (token) => [`Basic ${token}`], 401],
    ["as DPoP", (token) => [`DPoP ${token}`], 401],
    ["without a scheme", (token) => [token], 401],
    ["in quotes", (token) => [`Bearer "${token}"`], 401],
    ["with a tab for the space", (token) => [`Bearer\t${token}`], 401],
  ])("%s", async (_, authorization, expected) => {
    expect(await send(authorization)).toMatchObject({ status: expected });
  });

  test("in the query: 401 without a header, 400 beside one", async () => {
    const token = await signed.issuer.token();
    const sent = { ...getCustomer(), path: `/mcp?access_token=${token}` };
    expect(await signed.ask([], sent)).toMatchObject({ status: 401 });
    expect(await signed.ask(token, sent)).toMatchObject({ status: 400 });
  });

  test("in the body: 401", async () => {
    const sent = withHeaders(getCustomer(), { "content-type": "application/x-www-form-urlencoded" });
    expect(
      await signed.ask([], { ...sent, body: `access_token=${await signed.issuer.token()}` }),
    ).toMatchObject({
      status: 401,
    });
  });
});

test("no token: 401 without an error", async () => {
  const { status, headers } = await signed.ask([]);
  expect(status).toBe(401);
  expect(headers["www-authenticate"]).toBe(
    `Bearer resource_metadata="${metadataUrl}", scope="customers:read companies:read analysis:read"`,
  );
});

test("a good token is in no log, in no request to Codat and in no result", async () => {
  const token = await signed.issuer.token();
  const { status, body } = await signed.ask(token);
  expect(status).toBe(200);
  const signature = token.split(".")[2] ?? "";
  expect(signature).not.toBe("");
  for (const text of [signed.service.log(), JSON.stringify(signed.requests), body])
    expect(text).not.toContain(signature);
});

test("the log says why a token is refused, without its content", async () => {
  const { status } = await signed.ask(await signed.issuer.token({ aud: "https://secret.example" }));
  expect(status).toBe(401);
  await signed.service.logged(/another audience than CODAT_OAUTH_AUDIENCE/);
  expect(signed.service.log()).not.toContain("secret.example");
});
