import { describe, expect, test } from "vitest";
import { listTools, withHeaders } from "./messages.ts";
import { everyMode, inModes, twoModes } from "./modes.ts";
import { send } from "./send.ts";

const app = "https://app.example.com";
const page = (origin: string) => withHeaders(listTools(), { origin });
const allowing = { environment: { CODAT_HTTP_ALLOWED_ORIGINS: app } };

inModes(
  everyMode,
  ({ service }, { tokens }) => {
    test("an allowed Origin is reflected, without credentials", async () => {
      const { status, headers } = await send(service(), page(app));
      expect(status).toBe(200);
      expect(headers["access-control-allow-origin"]).toBe(app);
      expect(headers.vary).toBe("Origin");
      expect(headers).not.toHaveProperty("access-control-allow-credentials");
      for (const name of ["www-authenticate", "mcp-session-id", "retry-after", "x-request-id"]) {
        expect(headers["access-control-expose-headers"]).toContain(name);
      }
    });

    test("a preflight names the headers that clients send", async () => {
      const headers = {
        origin: app,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization",
      };
      const answer = await send(service(), { method: "OPTIONS", headers, authenticates: false });
      expect(answer.status).toBe(204);
      expect(answer.headers["access-control-allow-origin"]).toBe(app);
      expect(answer.headers["access-control-allow-methods"]).toBe("POST, OPTIONS");
      const allowed = answer.headers["access-control-allow-headers"]?.split(", ");
      expect(allowed).toEqual(
        expect.arrayContaining(["authorization", "mcp-protocol-version", "traceparent"]),
      );
      expect(allowed).not.toContain("*");
    });

    test("refusals can be read by the page", async () => {
      const answer = await send(service(), { method: "GET", headers: { origin: app } });
      expect(answer.status).toBe(405);
      expect(answer.headers["access-control-allow-origin"]).toBe(app);
    });

    test.each([
      "https://evil.example",
      "http://app.example.com",
      "https://app.example.com:8443",
      "https://app.example.com.evil.example",
      "not a URL",
    ])("Origin %s gets 403 that names the setting", async (origin) => {
      const { status, json, headers } = await send(service(), page(origin));
      expect(status).toBe(403);
      expect(json.error?.message).toContain("CODAT_HTTP_ALLOWED_ORIGINS");
      expect(headers).not.toHaveProperty("access-control-allow-origin");
    });

    test("Origin null gets 403", async () => {
      const { status, json } = await send(service(), page("null"));
      expect(status).toBe(403);
      expect(json.error?.message).toContain("null");
    });

    test("a preflight of a refused Origin gets 403", async () => {
      const headers = { origin: "https://evil.example" };
      expect(await send(service(), { method: "OPTIONS", headers })).toMatchObject({ status: 403 });
    });

    test.each(["http://localhost:6274", "http://127.0.0.1:3000", "http://[::1]:80", "https://localhost"])(
      tokens
        ? "Origin %s is allowed, because callers need a token"
        : "Origin %s gets 403, because callers need no token",
      async (origin) => {
        const normal = new URL(origin).origin;
        const { status } = await send(service(), page(normal));
        expect(status).toBe(tokens ? 200 : 403);
      },
    );

    test("an Origin that only begins like localhost gets 403", async () => {
      expect(await send(service(), page("http://localhost.evil.example"))).toMatchObject({ status: 403 });
    });

    test("without an Origin there are no CORS headers, and Vary", async () => {
      const { headers } = await send(service(), listTools());
      expect(headers).not.toHaveProperty("access-control-allow-origin");
      expect(headers.vary).toBe("Origin");
    });
  },
  allowing,
);

inModes(
  twoModes,
  ({ service }) => {
    describe("the Host header", () => {
      test.each([
        "localhost",
        "LOCALHOST:1",
        "127.0.0.1",
        "[::1]:8080",
        "mcp.example.com",
        "MCP.example.com:443",
        "exact.example.com:8443",
        "public.example.com",
        "localhost.",
        "mcp.example.com.:443",
        "exact.example.com.:8443",
        "127.0.0.1:",
      ])("%s is accepted", async (host) => {
        expect(await send(service(), withHeaders(listTools(), { host }))).toMatchObject({ status: 200 });
      });

      test.each([
        "evil.example",
        "localhost.evil.example",
        "exact.example.com",
        "exact.example.com:443",
        "mcp.example.com.evil.example",
        "127.0.0.1.evil.example",
        "user@localhost",
        "localhost:port",
        "localhost..",
        ".",
        "exact.example.com:",
        "2130706433",
      ])("%s gets 403 that names the setting", async (host) => {
        const { status, json } = await send(service(), withHeaders(listTools(), { host }));
        expect(status).toBe(403);
        expect(json.error?.message).toContain("CODAT_HTTP_ALLOWED_HOSTS");
      });
    });
  },
  {
    environment: {
      CODAT_HTTP_ALLOWED_HOSTS: "mcp.example.com, exact.example.com:8443",
      CODAT_HTTP_PUBLIC_URL: "https://public.example.com/mcp",
    },
  },
);
