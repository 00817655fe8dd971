import { expect, test } from "vitest";
import { getCustomer, listTools, withHeaders } from "./messages.ts";
import { inModes, twoModes } from "./modes.ts";
import { send } from "./send.ts";
import { key } from "./service.ts";

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

inModes(twoModes, ({ service, codat }) => {
  test("X-Request-Id is echoed", async () => {
    const { headers } = await send(service(), withHeaders(listTools(), { "x-request-id": "Trace_7-a" }));
    expect(headers["x-request-id"]).toBe("Trace_7-a");
  });

  test.each([
    ["with other characters", "a b"],
    ["with quotes", 'a"b'],
    ["of 65 characters", "a".repeat(65)],
    ["that is empty", ""],
    ["that looks like a token", `ccm_${"a".repeat(43)}`],
  ])("an X-Request-Id %s is replaced", async (_, id) => {
    const { headers } = await send(service(), withHeaders(listTools(), { "x-request-id": id }));
    expect(headers["x-request-id"]).toMatch(uuid);
  });

  test("responses must not be stored", async () => {
    const answers = [await send(service(), listTools()), await send(service(), { method: "GET" })];
    for (const { headers } of answers) expect(headers["cache-control"]).toContain("no-store");
  });

  test("a JSON response has its length", async () => {
    const { headers, body } = await send(service(), listTools());
    expect(headers["content-length"]).toBe(String(Buffer.byteLength(body)));
  });

  test("the connection stays open for 65 s", async () => {
    const { headers } = await send(service(), withHeaders(listTools(), { connection: "keep-alive" }));
    expect(headers["keep-alive"]).toBe("timeout=65");
  });

  test("headers of 20 KB are accepted", async () => {
    const headers = { "x-filler-1": "x".repeat(10_000), "x-filler-2": "x".repeat(10_000) };
    expect(await send(service(), withHeaders(listTools(), headers))).toMatchObject({ status: 200 });
  });

  test("headers of 40 KB get 431", async () => {
    const sent = withHeaders(listTools(), { "x-filler": "x".repeat(40_000) });
    expect(await send(service(), sent)).toMatchObject({ status: 431 });
  });

  test("headers of the client do not reach Codat, and the key does not reach the client", async () => {
    const sent = withHeaders(getCustomer(), { cookie: "session=of-the-client", "x-custom": "of-the-client" });
    const { status, body, headers } = await send(service(), sent);
    expect(status).toBe(200);
    const requests = JSON.stringify(codat().requests);
    expect(requests).not.toContain("of-the-client");
    expect(requests).not.toContain("ccm_");
    for (const spelled of [key, Buffer.from(key).toString("base64")]) {
      expect(body + JSON.stringify(headers) + service().log()).not.toContain(spelled);
    }
  });
});
