import { expect, test } from "vitest";
import { everyMode, inModes } from "./modes.ts";
import { send } from "./send.ts";
import { exchange } from "./socket.ts";

inModes(everyMode, ({ service, codat }) => {
  const probe = { authenticates: false };

  test.each(["/healthz", "/readyz"])(
    "GET %s gets 200 for any Host and Origin, without a token",
    async (path) => {
      const headers = { host: "10.0.0.7:8080", origin: "https://evil.example" };
      const answer = await send(service(), { ...probe, method: "GET", path, headers });
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toEqual({ status: "ok" });
    },
  );

  test.each(["/healthz", "/readyz"])("HEAD %s gets 200 without a body", async (path) => {
    const answer = await send(service(), { ...probe, method: "HEAD", path });
    expect(answer).toMatchObject({ status: 200, body: "" });
  });

  test("POST to a probe gets 405", async () => {
    const answer = await send(service(), { ...probe, path: "/healthz", body: "{}" });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe("GET, HEAD");
  });

  test("a probe of HTTP/1.0 without Host gets 200", async () => {
    expect(await exchange(service().url, "GET /readyz HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1.1 200 /);
  });

  test("probes never ask Codat", () => {
    expect(codat().requests).toEqual([]);
  });
});
