import { describe, expect, onTestFinished, test } from "vitest";
import { makeToken, makeTokensFile } from "../../support/tokens.ts";
import { listTools, withHeaders } from "../situations/messages.ts";
import { send } from "../situations/send.ts";
import { startService } from "../situations/service.ts";
import { publicUrl } from "./issuer.ts";
import { signedForTest } from "./service.ts";

const wellKnown = "/.well-known/oauth-protected-resource";
const paths = [wellKnown, `${wellKnown}/`, `${wellKnown}/mcp`, `${wellKnown}/mcp/`];

describe("metadata of the sign-in", () => {
  test("is the same at both paths, with and without a slash, and needs no token", async () => {
    const { service, issuer } = await signedForTest({
      environment: { CODAT_TOOLSETS: "customers,analysis", CODAT_OAUTH_SCOPE_ANALYSIS: "urn:x:analysis" },
    });
    for (const path of paths) {
      const response = await fetch(new URL(path, service.url));
      expect(response.status, path).toBe(200);
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
      expect(await response.json()).toEqual({
        resource: publicUrl,
        resource_name: expect.any(String),
        authorization_servers: [issuer.url],
        scopes_supported: ["customers:read", "urn:x:analysis"],
        bearer_methods_supported: ["header"],
      });
    }
    expect(issuer.requests).toEqual([]);
  });

  test("answers HEAD and OPTIONS, and refuses other methods", async () => {
    const { service } = await signedForTest();
    const ask = (method: string) => fetch(new URL(`${wellKnown}/mcp`, service.url), { method });
    const head = await ask("HEAD");
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const options = await ask("OPTIONS");
    expect(options.status).toBe(204);
    expect(options.headers.get("access-control-allow-headers")).toContain("mcp-protocol-version");
    const post = await ask("POST");
    expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
  });

  test("has the public URL exactly, behind a prefix, and never the request's host", async () => {
    const resource = "https://gateway.example/codat/mcp/";
    const { service, ask, issuer } = await signedForTest({
      environment: { CODAT_HTTP_PUBLIC_URL: resource },
    });
    const response = await fetch(new URL(`${wellKnown}/codat/mcp`, service.url), {
      headers: { "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" },
    });
    expect(await response.json()).toMatchObject({ resource });
    const { headers } = await ask([]);
    expect(headers["www-authenticate"]).toContain(
      `resource_metadata="https://gateway.example${wellKnown}/codat/mcp"`,
    );
    expect(await ask(await issuer.token({ aud: resource }))).toMatchObject({ status: 200 });
  });

  test("of the issuer, and a registration, are not here", async () => {
    const { service } = await signedForTest();
    for (const path of [
      "/.well-known/oauth-authorization-server",
      "/.well-known/openid-configuration",
      "/register",
      "/authorize",
      "/token",
    ]) {
      const response = await fetch(new URL(path, service.url));
      expect(response.status, path).toBe(404);
      expect(JSON.parse((await response.text()) || "{}")).toBeTypeOf("object");
    }
  });

  test("does not exist with static tokens only, so that no client tries to register", async () => {
    const service = await startService({ tokens: true });
    onTestFinished(() => service[Symbol.asyncDispose]());
    for (const path of paths) expect((await fetch(new URL(path, service.url))).status, path).toBe(404);
    const { headers } = await send(service, { ...listTools(), authenticates: false });
    expect(headers["www-authenticate"]).toBe('Bearer realm="codat-customers-mcp"');
  });
});

test("static tokens and people who sign in work together", async () => {
  const made = makeToken("program");
  const expired = makeToken("old", { companies: "all", expires: "2020-01-01T00:00:00Z" });
  const file = await makeTokensFile([made.entry, expired.entry]);
  onTestFinished(() => file[Symbol.asyncDispose]());
  const { ask, issuer } = await signedForTest({ environment: { CODAT_HTTP_TOKENS_FILE: file.path } });
  const person = await issuer.token();
  const statusOf = async (token: string | string[]) => (await ask(token)).status;
  expect(await statusOf(made.token)).toBe(200);
  expect(await statusOf(person)).toBe(200);
  expect(await statusOf(expired.token)).toBe(401);
  expect(await statusOf("ccm_unknown")).toBe(401);
  const { headers } = await ask("ccm_unknown");
  expect(headers["www-authenticate"]).toContain("resource_metadata=");
  await file.remove();
  await expect.poll(() => statusOf(made.token), { timeout: 20_000 }).toBe(503);
  expect(await statusOf(person)).toBe(200);
});

test("a web page of an allowed origin can read the challenge", async () => {
  const origin = "https://app.example";
  const { ask } = await signedForTest({ environment: { CODAT_HTTP_ALLOWED_ORIGINS: origin } });
  const { status, headers } = await ask([], withHeaders(listTools(), { origin }));
  expect(status).toBe(401);
  expect(headers["access-control-allow-origin"]).toBe(origin);
  expect(headers["access-control-expose-headers"]).toContain("www-authenticate");
});

test("without the public URL there is no metadata, and tokens for the audience work", async () => {
  const { service, ask, issuer } = await signedForTest({
    environment: { CODAT_HTTP_PUBLIC_URL: "", CODAT_OAUTH_AUDIENCE: "api://codat" },
  });
  for (const path of paths) expect((await fetch(new URL(path, service.url))).status, path).toBe(404);
  const { headers } = await ask([]);
  expect(headers["www-authenticate"]).toBe(
    'Bearer realm="codat-customers-mcp", scope="customers:read companies:read analysis:read"',
  );
  expect(await ask(await issuer.token({ aud: "api://codat" }))).toMatchObject({ status: 200 });
  await service.logged(/CODAT_HTTP_PUBLIC_URL is not set/);
});

test("scopes of Entra ID have the application's URI in the challenge, and not in tokens", async () => {
  const { ask, issuer } = await signedForTest({
    environment: {
      CODAT_TOOLSETS: "customers",
      CODAT_OAUTH_AUDIENCE: "11111111-2222-4333-8444-555555555555",
      CODAT_OAUTH_SCOPE_CUSTOMERS: `${publicUrl}/customers.read`,
    },
  });
  const { headers } = await ask([]);
  expect(headers["www-authenticate"]).toContain(`scope="${publicUrl}/customers.read"`);
  const token = (scp: string) =>
    issuer.token({ aud: "11111111-2222-4333-8444-555555555555", scope: undefined, scp });
  expect(await ask(await token("customers.read"))).toMatchObject({ status: 200 });
  expect(await ask(await token("read"))).toMatchObject({ status: 403 });
  expect(await ask(await token("mcp/customers.read"))).toMatchObject({ status: 403 });
});
