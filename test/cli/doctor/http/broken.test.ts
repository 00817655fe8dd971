import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Service, startService } from "../../../http/situations/service.ts";
import { makeToken } from "../../../support/tokens.ts";
import { forward, type Site, startProxy, startSite } from "./proxy.ts";
import { doctorHttp, failuresOf } from "./run.ts";

let service: Service;
let token = "";
beforeAll(async () => {
  service = await startService({ tokens: true, environment: { CODAT_SANDBOX: "true" } });
  token = (service.credentials.authorization ?? "").replace("Bearer ", "");
});
afterAll(() => service?.[Symbol.asyncDispose]());

const json = { "content-type": "application/json" };
const html = { "content-type": "text/html" };
const wellKnown = "/.well-known/oauth-protected-resource";

/** A port that nothing listens on. */
async function closedUrl(): Promise<URL> {
  const site = await startSite(() => {});
  await site[Symbol.asyncDispose]();
  return site.url;
}

test("a service with a valid token passes every check", async () => {
  const report = await doctorHttp(service.url, { token });
  const problems = report.checks.filter(({ name, result }) => result !== "ok" && name !== "latency");
  expect(problems).toEqual([]);
  expect(report.ok).toBe(true);
  expect(report.checks.map(({ name }) => name)).toEqual([
    "url",
    "dns",
    "tls",
    "endpoint",
    "challenge",
    "get",
    "metadata",
    "token",
    "discover",
    "initialize",
    "json",
    "stream",
    "buffering",
    "call",
    "latency",
    "replicas",
    "healthz",
    "readyz",
  ]);
});

describe("the way to the server", () => {
  test("a port that nothing listens on is named", async () => {
    const report = await doctorHttp(await closedUrl(), { token });
    expect(failuresOf(report)).toEqual(["tls"]);
    expect(report.of("tls")?.message).toMatch(/^Nothing listens on port \d+ of 127\.0\.0\.1/);
  });

  test("an unknown host name is named", async () => {
    const report = await doctorHttp("https://host.invalid/mcp", { token });
    expect(failuresOf(report)).toEqual(["dns"]);
    expect(report.of("dns")?.message).toContain("host.invalid cannot be resolved");
  });

  test("a proxy in the environment is a warning: the checks connect directly", async () => {
    const environment = { HTTPS_PROXY: "http://user:password@proxy.example:3128" };
    const report = await doctorHttp("https://host.invalid/mcp", { environment });
    expect(report.of("proxy")).toMatchObject({
      result: "warning",
      message: "HTTPS_PROXY sets a proxy, and these checks connect directly.",
    });
    expect(report.printed).not.toContain("password");
  });

  test("a URL without TLS on another machine is named, and nothing is sent", async () => {
    const report = await doctorHttp("http://host.invalid/mcp", { token });
    expect(report.checks.map(({ name }) => name)).toEqual(["url", "not_checked"]);
    expect(report.of("url")).toMatchObject({
      result: "failure",
      message: expect.stringContaining("has no TLS"),
      fix: expect.stringContaining("https://"),
    });
  });

  test("https to a port that speaks HTTP is named", async () => {
    const report = await doctorHttp(`https://127.0.0.1:${service.url.port}/mcp`, { token });
    expect(failuresOf(report)).toEqual(["tls"]);
    expect(report.of("tls")?.message).toContain("does not speak TLS");
  });

  test("http to a port that speaks TLS is named", async () => {
    await using site = await startProxy(service.url, {}, undefined, "valid");
    const report = await doctorHttp(`http://127.0.0.1:${site.url.port}/mcp`, { token });
    expect(report.of("endpoint")).toMatchObject({
      result: "failure",
      fix: expect.stringContaining("use https://"),
    });
  });

  test("a certificate of an unknown CA is named", async () => {
    await using site = await startProxy(service.url, {}, undefined, "unknown-ca");
    const report = await doctorHttp(site.url, { token });
    expect(failuresOf(report)).toEqual(["tls"]);
    expect(report.of("tls")).toMatchObject({
      message: expect.stringContaining("is signed by an unknown CA (UNABLE_TO_"),
      fix: expect.stringContaining("NODE_EXTRA_CA_CERTS"),
    });
  });

  test("a redirect is named and not followed", async () => {
    const seen: (string | undefined)[] = [];
    await using target = await startProxy(service.url, {}, ({ url }) => {
      seen.push(url);
      return false;
    });
    await using site = await startSite((_, response) => {
      response.writeHead(308, { location: `${target.url.href}?secret=1` }).end();
    });
    const report = await doctorHttp(site.url, { token });
    expect(failuresOf(report)).toContain("redirect");
    expect(report.of("redirect")?.message).toContain(`redirected (308) to ${target.url.href}.`);
    expect(report.printed).not.toContain("secret");
    expect(seen).toEqual([]);
  });

  test("a redirect to a sign-in page of another host is named", async () => {
    await using site = await startSite((_, response) => {
      response.writeHead(302, { location: "https://login.example/start" }).end();
    });
    const report = await doctorHttp(site.url, { token });
    expect(report.of("redirect")?.fix).toContain("sign-in page");
  });

  test("a redirect that keeps the path is a move", async () => {
    await using site = await startSite((_, response) => {
      response.writeHead(301, { location: "https://mcp.example/mcp" }).end();
    });
    const report = await doctorHttp(site.url, { token });
    expect(report.of("redirect")?.fix).toMatch(/^Use the new URL/);
  });

  test("a proxy that answers http on its TLS port with a page is named", async () => {
    await using site = await startSite((_, response) => {
      response.writeHead(400, html).end("<html>The plain HTTP request was sent to HTTPS port</html>");
    });
    const report = await doctorHttp(site.url, { token });
    expect(report.of("page")?.fix).toContain("use https://");
  });

  test("a proxy that asks for a password is named", async () => {
    await using site = await startSite((_, response) => {
      response.writeHead(401, { ...html, "www-authenticate": 'Basic realm="x"' }).end("<html>401</html>");
    });
    const report = await doctorHttp(site.url, { token });
    expect(new Set(failuresOf(report))).toEqual(new Set(["challenge", "metadata", "token"]));
    expect(report.of("token")?.message).toContain("the 401 is not this server's");
  });

  test("a sign-in page is named", async () => {
    await using site = await startSite((_, response) => {
      response.writeHead(200, html).end("<!doctype html><title>Sign in</title>");
    });
    const report = await doctorHttp(site.url, { token });
    expect(failuresOf(report)).toEqual(["page"]);
    expect(report.of("page")?.message).toContain("with an HTML page");
  });

  test("a server that never answers is named", async () => {
    await using site = await startSite(() => {});
    const report = await doctorHttp(site.url, { token, limits: { requestMs: 300 } });
    expect(report.of("endpoint")?.message).toBe(
      "The connection works, but the endpoint did not answer within 0.3 s.",
    );
  });

  test("a proxy that reaches no server is named", async () => {
    await using site = await startProxy(await closedUrl());
    const report = await doctorHttp(site.url, { token });
    expect(failuresOf(report)).toEqual(["gateway"]);
    expect(report.of("gateway")?.message).toContain("The proxy answered 502");
  });

  test("a proxy that sends its upstream's name as Host is named", async () => {
    await using site = await startProxy(service.url, {
      headers: (headers) => ({ ...headers, host: "codat_replicas" }),
    });
    const report = await doctorHttp(site.url, { token });
    expect(failuresOf(report)).toEqual(["host"]);
    expect(report.of("host")?.fix).toContain(`add ${site.url.host} to CODAT_HTTP_ALLOWED_HOSTS`);
  });

  test.each(["/", "/api/codat"])("a URL with the path %s is named, with the right one", async (path) => {
    const report = await doctorHttp(new URL(path, service.url), { token });
    expect(report.of("path")).toMatchObject({ result: "failure", fix: `Use ${service.url.href}.` });
  });

  test("a proxy that forwards its prefix is named", async () => {
    await using site = await startProxy(service.url, {}, ({ url = "" }, response) => {
      if (url.startsWith("/codat/")) return false;
      response.writeHead(404, html).end("<h1>Not found</h1>");
      return true;
    });
    const report = await doctorHttp(new URL("/codat/mcp", site.url), { token });
    expect(report.of("path")).toMatchObject({
      result: "failure",
      fix: expect.stringContaining("remove its prefix"),
    });
  });
});

describe("tokens and sign-in", () => {
  test("a missing token is named", async () => {
    const report = await doctorHttp(service.url);
    expect(failuresOf(report)).toEqual(["token"]);
    expect(report.of("token")?.message).toContain("CODAT_HTTP_TOKEN is not set");
  });

  test("a wrong token is named", async () => {
    const report = await doctorHttp(service.url, { token: makeToken("other").token });
    expect(failuresOf(report)).toEqual(["token"]);
    expect(report.of("token")?.message).toContain("wrong, expired or removed");
  });

  test("a proxy that removes the Authorization header is named", async () => {
    await using site = await startProxy(service.url, {
      headers: ({ authorization: _, ...others }) => others,
    });
    const report = await doctorHttp(site.url, { token });
    expect(failuresOf(report)).toEqual(["token"]);
    expect(report.of("token")?.message).toContain("removes the Authorization header");
  });

  test("a proxy that removes the challenge is named", async () => {
    await using site = await startProxy(service.url, {
      answer: ({ "www-authenticate": _, ...others }) => others,
    });
    const report = await doctorHttp(site.url, { token });
    expect(failuresOf(report)).toEqual(["challenge"]);
  });

  test("a proxy that asks for a token on GET is named", async () => {
    await using site = await startProxy(service.url, {}, ({ method, url }, response) => {
      if (method !== "GET" || url !== "/mcp") return false;
      response.writeHead(401).end();
      return true;
    });
    const report = await doctorHttp(site.url, { token });
    expect(report.of("get")).toMatchObject({ result: "warning", fix: expect.stringContaining("sign in") });
  });

  test("a web application that answers every path breaks discovery, and is named", async () => {
    await using site = await startProxy(service.url, {}, ({ url = "" }, response) => {
      if (!url.startsWith("/.well-known/")) return false;
      response.writeHead(200, html).end("<!doctype html><div id=root></div>");
      return true;
    });
    const report = await doctorHttp(site.url, { token });
    expect(report.of("metadata")).toMatchObject({
      result: "failure",
      message: expect.stringContaining("OAuth that is broken"),
    });
  });

  test("fixed tokens together with OAuth metadata are named", async () => {
    await using issuer = await startIssuer();
    await using site = await withMetadata(({ url }) => ({
      resource: url.href,
      authorization_servers: [issuer.url.origin],
    }));
    const report = await doctorHttp(site.url, { token });
    expect(failuresOf(report)).toEqual(["static_tokens"]);
    expect(report.of("static_tokens")?.message).toContain("Cursor");
    expect(report.of("issuer")?.result).toBe("ok");
  });

  describe("a server with sign-in", () => {
    test("with another resource in its metadata is named", async () => {
      await using issuer = await startIssuer();
      const document = {
        resource: "https://other.example/mcp",
        authorization_servers: [issuer.url.origin],
      };
      await using site = await withMetadata(() => document, { challenges: true });
      const report = await doctorHttp(site.url);
      expect(new Set(failuresOf(report))).toEqual(new Set(["resource"]));
      expect(report.of("resource")?.message).toContain(`is https://other.example/mcp, not ${site.url.href}`);
      expect(report.of("token")?.result).toBe("warning");
    });

    test("with an authorization server that does not answer is named", async () => {
      const gone = await closedUrl();
      await using site = await withMetadata(
        ({ url }) => ({ resource: url.href, authorization_servers: [gone.origin] }),
        { challenges: true },
      );
      const report = await doctorHttp(site.url);
      expect(failuresOf(report)).toEqual(["issuer"]);
      expect(report.of("issuer")?.message).toContain("ECONNREFUSED");
    });

    test("whose metadata names another issuer is named", async () => {
      await using issuer = await startIssuer({ issuer: "https://login.example" });
      await using site = await withMetadata(
        ({ url }) => ({ resource: url.href, authorization_servers: [issuer.url.origin] }),
        { challenges: true },
      );
      const report = await doctorHttp(site.url);
      expect(report.of("issuer")?.message).toContain("another issuer");
    });

    test("whose metadata is not forwarded is named", async () => {
      await using site = await withMetadata(() => undefined, { challenges: true });
      const report = await doctorHttp(site.url);
      expect(failuresOf(report)).toEqual(["metadata"]);
      expect(report.of("metadata")?.message).toContain("and there is none");
    });

    test("that is complete passes, and only the missing token is a warning", async () => {
      await using issuer = await startIssuer();
      await using site = await withMetadata(
        ({ url }) => ({ resource: url.href, authorization_servers: [issuer.url.origin] }),
        { challenges: true },
      );
      const report = await doctorHttp(site.url);
      expect(report.ok).toBe(true);
    });
  });

  function startIssuer(changes: Record<string, unknown> = {}): Promise<Site> {
    const site: Promise<Site> = startSite(async (incoming, response) => {
      if (incoming.url !== "/.well-known/oauth-authorization-server") {
        response.writeHead(404).end();
        return;
      }
      const { origin } = (await site).url;
      response.writeHead(200, json).end(
        JSON.stringify({
          issuer: origin,
          authorization_endpoint: `${origin}/authorize`,
          token_endpoint: `${origin}/token`,
          registration_endpoint: `${origin}/register`,
          code_challenge_methods_supported: ["S256"],
          ...changes,
        }),
      );
    });
    return site;
  }

  /** The service behind a proxy that adds metadata, and with `challenges` names it in the 401. */
  async function withMetadata(
    document: (site: Site) => object | undefined,
    { challenges = false } = {},
  ): Promise<Site> {
    const challenge = ({ url }: Site) =>
      `Bearer resource_metadata="${url.origin}${wellKnown}/mcp", scope="codat.read"`;
    const site: Promise<Site> = startSite(async (incoming, response) => {
      const made = await site;
      const metadata = document(made);
      if (metadata && incoming.url === `${wellKnown}/mcp`) {
        response.writeHead(200, json).end(JSON.stringify(metadata));
        return;
      }
      const answer = (headers: NodeJS.Dict<string | string[]>) => ({
        ...headers,
        ...(challenges && headers["www-authenticate"] && { "www-authenticate": challenge(made) }),
      });
      await forward(incoming, response, service.url, { answer });
    });
    return site;
  }
});

describe("answers and replicas", () => {
  test("a proxy that collects responses is named", async () => {
    await using site = await startProxy(service.url, { buffers: true });
    const report = await doctorHttp(site.url, { token });
    expect(failuresOf(report)).toEqual(["buffering"]);
    expect(report.of("buffering")?.fix).toContain("proxy_buffering off");
  });

  test("a proxy that holds streams back is named", async () => {
    await using site = await startProxy(service.url, {}, ({ headers }, response) => {
      if (headers["mcp-method"] !== "subscriptions/listen") return false;
      response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
      return true;
    });
    const report = await doctorHttp(site.url, { token, limits: { firstEventMs: 300 } });
    expect(failuresOf(report)).toEqual(["buffering"]);
    expect(report.of("buffering")?.message).toContain("did not arrive within 0.3 s");
  });

  test("one replica of three is named, although it answers", async () => {
    const gone = await closedUrl();
    let turn = 0;
    await using site = await startSite((incoming, response) => {
      void forward(incoming, response, turn++ % 3 === 0 ? service.url : gone);
    });
    const report = await doctorHttp(site.url, { token });
    expect(failuresOf(report)).toEqual(["replicas"]);
    expect(report.of("replicas")).toMatchObject({
      result: "failure",
      message: expect.stringMatching(/^1[34] of 20 requests at the same time failed \(1[34] × 502\)/),
      fix: expect.stringContaining("proxy_next_upstream"),
    });
  });

  test("replicas with different tokens are named", async () => {
    await using other = await startService({ tokens: true, environment: { CODAT_SANDBOX: "true" } });
    let turn = 0;
    await using site = await startSite((incoming, response) => {
      const isAuthorized = incoming.headers.authorization !== undefined;
      // The first requests reach the replica that knows the token.
      void forward(
        incoming,
        response,
        isAuthorized && turn++ > 12 && turn % 2 === 0 ? other.url : service.url,
      );
    });
    const report = await doctorHttp(site.url, { token });
    expect(report.of("replicas")).toMatchObject({
      result: "failure",
      message: expect.stringContaining("answered differently (10 × "),
    });
  });

  test("a slow server is named", async () => {
    await using site = await startSite((incoming, response) => {
      setTimeout(() => void forward(incoming, response, service.url), 300);
    });
    const report = await doctorHttp(site.url, { token, limits: { slowMs: 200 } });
    expect(report.of("latency")).toMatchObject({
      result: "warning",
      message: expect.stringContaining("This is slow"),
    });
  });

  test("checks that take too long end with what was left out", async () => {
    const report = await doctorHttp(service.url, { token, limits: { totalMs: 1 } });
    expect(failuresOf(report)).toEqual(["time_limit"]);
  });

  test("a server that is stopping is named", async () => {
    await using site = await startProxy(service.url, {}, ({ url }, response) => {
      if (url !== "/readyz") return false;
      response.writeHead(503, json).end(`{"status":"stopping"}`);
      return true;
    });
    const report = await doctorHttp(site.url, { token });
    expect(failuresOf(report)).toEqual(["readyz"]);
  });

  test("a server without a key for Codat is named", async () => {
    await using keyless = await startService({
      environment: { CODAT_API_KEY: "", CODAT_COMPANY_IDS: "8a210b68-6988-11ed-a1eb-0242ac120002" },
    });
    const report = await doctorHttp(keyless.url);
    expect(failuresOf(report)).toEqual(["call"]);
    expect(report.of("call")?.message).toContain("not_configured");
  });

  test("text of the server cannot look like a line of doctor or reach the terminal", async () => {
    await using site = await startSite((_, response) => {
      const message = "\u001b[2Jok\nfailure  all is lost";
      response
        .writeHead(503, json)
        .end(JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: 1, message } }));
    });
    const report = await doctorHttp(site.url, { token });
    expect(report.of("endpoint")?.message).toBe("The server answered 503: “[2Jok failure all is lost”");
  });
});
