import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { recovery } from "./failing-issuer.ts";
import { type Issuer, json, makeKey, sign } from "./issuer.ts";
import { signedForTest } from "./service.ts";

const jwksRequests = ({ requests }: Issuer) => requests.filter((path) => path.endsWith("/jwks")).length;

describe("keys that change:", () => {
  test("a new key counts from its first token, and a withdrawn one does not", async () => {
    const { issuer, ask } = await signedForTest();
    const old = await issuer.token();
    expect(await ask(old)).toMatchObject({ status: 200 });
    issuer.keys.unshift(await makeKey("second", "ES256"));
    expect(await ask(await issuer.token())).toMatchObject({ status: 200 });
    expect(await ask(old)).toMatchObject({ status: 200 });
    issuer.keys.splice(0, 2, await makeKey("third"));
    expect(await ask(await issuer.token())).toMatchObject({ status: 200 });
    expect(await ask(old)).toMatchObject({ status: 401 });
  });

  test("many calls with a new key look it up together", async () => {
    const { issuer, ask } = await signedForTest({
      environment: { CODAT_HTTP_CALLS_IN_FLIGHT: "100", CODAT_MAX_CONCURRENCY: "10" },
    });
    expect(await ask(await issuer.token())).toMatchObject({ status: 200 });
    issuer.keys.unshift(await makeKey("second", "ES256"));
    const tokens = await Promise.all(Array.from({ length: 24 }, (_, at) => issuer.token({ jti: `${at}` })));
    const answers = await Promise.all(tokens.map((token) => ask(token)));
    expect(answers.map(({ status }) => status)).toEqual(tokens.map(() => 200));
    expect(jwksRequests(issuer)).toBeLessThanOrEqual(7);
  });

  test("invented keys make the service ask the issuer only a few times", async () => {
    const { issuer, ask } = await signedForTest();
    const foreign = await makeKey("x");
    for (let at = 0; at < 20; at++) {
      const token = await sign(issuer.claims(), foreign, { kid: `invented-${at}` });
      expect(await ask(token)).toMatchObject({ status: 401 });
    }
    expect(jwksRequests(issuer)).toBeLessThanOrEqual(8);
  });
});

describe("an issuer that cannot be reached", () => {
  test("later: known keys still work, an unknown one is 503", async () => {
    const { issuer, ask } = await signedForTest();
    const token = await issuer.token();
    expect(await ask(token)).toMatchObject({ status: 200 });
    await issuer.stop();
    expect(await ask(token)).toMatchObject({ status: 200 });
    issuer.keys.unshift(await makeKey("second", "ES256"));
    const unknown = await issuer.token();
    const { status, headers } = await ask(unknown);
    expect(status).toBe(503);
    expect(headers).toHaveProperty("retry-after");
    expect(await ask(token)).toMatchObject({ status: 200 });
    await issuer.start();
    await expect.poll(async () => (await ask(unknown)).status, recovery).toBe(200);
  });
});

describe("keys that are answered with", () => {
  test("an RSA key of 1,024 bits: 503, and the log says why", async () => {
    const { issuer, ask, service } = await signedForTest();
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    issuer.moreJwks.push({ ...publicKey.export({ format: "jwk" }), kid: "weak", alg: "RS256" });
    const weak = await sign(issuer.claims(), await makeKey("weak"));
    expect(await ask(weak)).toMatchObject({ status: 503 });
    await service.logged(/2048 bits/);
  });

  test("a key that is damaged: 503 for its tokens, and others work", async () => {
    const { issuer, ask } = await signedForTest();
    issuer.moreJwks.push({ kty: "EC", crv: "P-256", x: "AA", y: "AA", kid: "damaged", alg: "ES256" });
    expect(await ask(await sign(issuer.claims(), await makeKey("damaged", "ES256")))).toMatchObject({
      status: 503,
    });
    expect(await ask(await issuer.token())).toMatchObject({ status: 200 });
  });

  test("several keys without ids: a token without one is 401", async () => {
    const { issuer, ask } = await signedForTest();
    const [first, second] = [await makeKey("a"), await makeKey("b")];
    issuer.keys.length = 0;
    for (const { publicJwk } of [first, second])
      issuer.moreJwks.push({ ...publicJwk, kid: undefined } as object);
    expect(await ask(await sign(issuer.claims(), first, { kid: undefined }))).toMatchObject({ status: 401 });
  });
});

describe("metadata of the issuer that is", () => {
  test.each<[string, (url: string) => object, RegExp]>([
    [
      "of another issuer",
      () => ({ issuer: "https://evil.example", jwks_uri: "https://evil.example/jwks" }),
      /another issuer/,
    ],
    [
      "of the issuer with a slash",
      (url) => ({ issuer: `${url}/`, jwks_uri: `${url}/jwks` }),
      /another issuer/,
    ],
    ["without the URL of the keys", (url) => ({ issuer: url }), /no jwks_uri/],
    [
      "with keys over http on another machine",
      (url) => ({ issuer: url, jwks_uri: "http://192.0.2.1/jwks" }),
      /no jwks_uri with https/,
    ],
    [
      "with keys in a file",
      (url) => ({ issuer: url, jwks_uri: "file:///etc/passwd" }),
      /no jwks_uri with https/,
    ],
  ])("%s: 503, and the log says why", async (_, metadata, why) => {
    const { issuer, ask, service } = await signedForTest();
    issuer.answers.metadata = (_, response) => json(response, metadata(issuer.url));
    expect(await ask(await issuer.token())).toMatchObject({ status: 503 });
    await service.logged(why);
  });
});

describe("an issuer", () => {
  test.each(["/tenant", "/tenant/"])("with the path %s is found, and the slash counts", async (path) => {
    const { issuer, ask } = await signedForTest({ path });
    expect(await ask(await issuer.token())).toMatchObject({ status: 200 });
    const other = path.endsWith("/") ? issuer.url.slice(0, -1) : `${issuer.url}/`;
    expect(await ask(await issuer.token({ iss: other }))).toMatchObject({ status: 401 });
  });

  test("whose keys are named by CODAT_OAUTH_JWKS_URL is not asked for its metadata", async () => {
    let issuer: Issuer | undefined;
    const environment: Record<string, string> = {};
    const signed = await signedForTest({
      environment,
      prepare: (started) => {
        issuer = started;
        environment.CODAT_OAUTH_JWKS_URL = `${started.url}/jwks`;
      },
    });
    expect(await signed.ask(await signed.issuer.token())).toMatchObject({ status: 200 });
    expect(issuer?.requests).toEqual(["/jwks"]);
  });
});
