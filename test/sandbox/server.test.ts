import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { startSandbox } from "../../src/sandbox/index.ts";
import { get } from "./get.ts";

const encode = (text: string) => Buffer.from(text).toString("base64");

test.each([
  ["the key with a colon", (key: string) => `Basic ${encode(`${key}:`)}`],
  ["another key", () => `Basic ${encode("another-key-altogether")}`],
  ["the raw key", (key: string) => key],
  ["a bearer token", (key: string) => `Bearer ${key}`],
  ["nothing", () => ""],
])("%s is answered with Codat's 401", async (_, authorization) => {
  await using sandbox = await startSandbox();
  const response = await fetch(`${sandbox.baseUrl}/companies`, {
    headers: { authorization: authorization(sandbox.apiKey) },
  });
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({
    statusCode: 401,
    service: "PublicApi",
    error: "Unauthorized",
    correlationId: expect.stringMatching(/^[0-9a-f]{32}$/),
    canBeRetried: "Unknown",
    detailedErrorCode: 0,
  });
});

test("methods other than GET return 405", async () => {
  await using sandbox = await startSandbox();
  for (const method of ["POST", "PUT", "PATCH", "DELETE", "HEAD"]) {
    const response = await fetch(`${sandbox.baseUrl}/companies`, {
      method,
      headers: { authorization: `Basic ${encode(sandbox.apiKey)}` },
    });
    expect([method, response.status, response.headers.get("allow")]).toEqual([method, 405, "GET"]);
  }
});

test("every response has the rate limit headers, including errors", async () => {
  await using sandbox = await startSandbox();
  for (const [index, path] of ["/companies", "/nowhere", "/companies/x", "/companies?page=0"].entries()) {
    const { headers } = await get(sandbox, path);
    expect(headers.get("x-rate-limit-limit")).toBe("5000");
    expect(headers.get("x-rate-limit-remaining")).toBe(String(4999 - index));
    const reset = headers.get("x-rate-limit-reset") ?? "";
    expect(reset).toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/);
    expect(Date.parse(reset)).toBeGreaterThan(Date.now());
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
  }
});

test("the last thousand requests are recorded unparsed", async () => {
  await using sandbox = await startSandbox();
  await get(sandbox, "/companies?query=name~%26%20Co&page=1");
  expect(sandbox.requests).toHaveLength(1);
  expect(sandbox.requests[0]).toMatchObject({
    method: "GET",
    url: "/companies?query=name~%26%20Co&page=1",
    status: 200,
    headers: { authorization: `Basic ${encode(sandbox.apiKey)}` },
  });
  for (let count = 0; count < 1000; count += 1) await (await get(sandbox, `/companies/${count}`)).text();
  expect(sandbox.requests).toHaveLength(1000);
  expect(sandbox.requests[0]?.url).toBe("/companies/0");
});

test.each(["", "GET /companies HTTP/1.1\r\nHost: x\r\n\r\n", "GET /compa"])(
  "closing the server closes a socket that sent %j and stays open",
  async (sent) => {
    const sandbox = await startSandbox();
    const socket = connect(Number(new URL(sandbox.baseUrl).port), "127.0.0.1");
    socket.on("error", () => {});
    await once(socket, "connect");
    if (sent.endsWith("\r\n\r\n")) {
      socket.write(sent);
      await once(socket, "data");
    } else if (sent) {
      await new Promise((resolve) => socket.write(sent, resolve));
    }
    // After a response on another connection the server has accepted the first one.
    await (await get(sandbox, "/companies")).text();
    const cut = once(socket, "close");
    await sandbox.close();
    await cut;
    await expect(fetch(sandbox.baseUrl)).rejects.toThrow();
  },
);

test("closing twice has no further effect", async () => {
  const sandbox = await startSandbox();
  await sandbox.close();
  await expect(sandbox.close()).resolves.toBeUndefined();
});
