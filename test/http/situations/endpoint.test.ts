import { describe, expect, test } from "vitest";
import { getCustomer, listTools, request, withHeaders } from "./messages.ts";
import { everyMode, inModes } from "./modes.ts";
import { send } from "./send.ts";
import { exchange } from "./socket.ts";

inModes(everyMode, ({ service }, { host }) => {
  const authority = () => service().url.host;

  test.each(["/mcp", "/mcp/"])("a call to %s is answered, not redirected", async (path) => {
    const { status, json } = await send(service(), { ...getCustomer(), path });
    expect(status).toBe(200);
    expect(json.result?.structuredContent).toMatchObject({ customerName: "Brackenhall Bakery" });
  });

  test("a call of protocol 2026-07-28 is answered", async () => {
    const { status, json } = await send(service(), getCustomer("2026-07-28"));
    expect(status).toBe(200);
    expect(json.result?.structuredContent).toMatchObject({ customerName: "Brackenhall Bakery" });
  });

  test("initialize names the server, without a session", async () => {
    const params = {
      protocolVersion: "2025-06-18",
      capabilities: {},
      clientInfo: { name: "tests", version: "1" },
    };
    const { status, json, headers } = await send(service(), request("2025-11-25", "initialize", { params }));
    expect(status).toBe(200);
    expect(json.result?.serverInfo).toMatchObject({ name: "codat-customers-mcp" });
    expect(headers).not.toHaveProperty("mcp-session-id");
  });

  test("server/discover is answered", async () => {
    const { status, json } = await send(service(), request("2026-07-28", "server/discover"));
    expect(status).toBe(200);
    expect(json.result).toHaveProperty("capabilities");
  });

  test("a notification gets 202 and no body", async () => {
    const body = { jsonrpc: "2.0", method: "notifications/initialized" };
    expect(await send(service(), { body })).toMatchObject({ status: 202, body: "" });
  });

  describe("before authentication", () => {
    test.each(["GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE", "QUERY"])(
      "%s gets 405 with Allow",
      async (method) => {
        const answer = await send(service(), { method, authenticates: false });
        expect(answer.status).toBe(405);
        expect(answer.headers.allow).toBe("POST, OPTIONS");
        if (method !== "HEAD") expect(answer.json.error?.message).toContain("Only POST");
      },
    );

    test("OPTIONS gets 204", async () => {
      const answer = await send(service(), { method: "OPTIONS", authenticates: false });
      expect(answer).toMatchObject({ status: 204, body: "" });
      expect(answer.headers.allow).toBe("POST, OPTIONS");
    });
  });

  test("a request target with scheme and host is served", async () => {
    const path = `http://${authority()}/mcp`;
    expect(await send(service(), { ...listTools(), path })).toMatchObject({ status: 200 });
  });

  test("a request target with the host of another server gets 403", async () => {
    const path = "http://evil.example/mcp";
    expect(await send(service(), { ...listTools(), path })).toMatchObject({ status: 403 });
  });

  test.each([
    "/",
    "/register",
    "/MCP",
    "/mcp/x",
    "//mcp",
    "/sse",
    "/.well-known/oauth-protected-resource",
    "/.well-known/oauth-protected-resource/mcp",
    "/.well-known/oauth-authorization-server",
    "/.well-known/openid-configuration",
  ])("GET %s gets 404 with a JSON body", async (path) => {
    const answer = await send(service(), { method: "GET", path, authenticates: false });
    expect(answer.status).toBe(404);
    expect(answer.json.error?.message).toContain("/mcp");
  });

  test("a malformed request target gets 400", async () => {
    const answer = await exchange(service().url, `POST mcp HTTP/1.1\r\nHost: ${authority()}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
  });

  test("a client that offers HTTP/2 in an Upgrade header is served over HTTP/1.1", async () => {
    const headers = { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "AAMAAABk" };
    expect(await send(service(), withHeaders(getCustomer(), headers))).toMatchObject({ status: 200 });
  });

  test("a client that waits for 100 Continue gets it", async () => {
    const head = [
      "POST /mcp HTTP/1.1",
      `Host: ${authority()}`,
      "Expect: 100-continue",
      "Content-Type: application/json",
      "Content-Length: 1000000\r\n\r\n",
    ];
    expect(await exchange(service().url, head.join("\r\n"))).toMatch(/^HTTP\/1.1 100 /);
  });

  test("two Authorization headers get 400", async () => {
    const headers = { authorization: ["Bearer a", "Bearer b"] };
    const { status, json, headers: refused } = await send(service(), withHeaders(listTools(), headers));
    expect(status).toBe(400);
    expect(json.error?.message).toContain("more than once");
    expect(refused["cache-control"]).toContain("no-store");
    await service().logged(/"event":"refused".*"status":400,"reason":"malformed"/);
  });

  test("two Host headers get 400", async () => {
    const head = `POST /mcp HTTP/1.1\r\nHost: ${authority()}\r\nHost: evil.example\r\nContent-Length: 0\r\n\r\n`;
    expect(await exchange(service().url, head)).toMatch(/^HTTP\/1.1 400 /);
  });

  test("the first line of the log names the URL", () => {
    const [first = ""] = service().log().split("\n");
    const address = host.includes(":") ? `[${host}]` : host;
    expect(JSON.parse(first)).toMatchObject({
      event: "listening",
      url: expect.stringContaining(`http://${address}:`),
    });
  });
});
