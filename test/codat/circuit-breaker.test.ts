import { afterEach, describe, expect, test, vi } from "vitest";
import { connect, errorOf, textOf } from "../support/connect.ts";
import { ids, type Reply, startUpstream } from "../support/upstream.ts";

const { companyId, connectionId, customerId } = ids;
const other = "11111111-0000-4000-8000-000000000001";
const well: Reply = { json: { id: customerId } };
const limited = (retryAfter?: string): Reply => ({
  status: 429,
  json: { error: "Too many requests." },
  headers: retryAfter === undefined ? {} : { "retry-after": retryAfter },
});

/** A clock that tests can move forward. */
function startClock() {
  let aheadMs = 0;
  const now = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => now() + aheadMs);
  return (ms: number) => {
    aheadMs += ms;
  };
}
afterEach(() => {
  vi.restoreAllMocks();
});

/** A server whose upstream returns the replies in order. `get` reads a customer. */
async function start(...replies: Reply[]) {
  let next = 0;
  const upstream = await startUpstream(() => replies[Math.min(next++, replies.length - 1)] ?? well);
  const client = await connect({ ...upstream.environment, CODAT_RETRY_STRATEGY: "none" });
  return {
    client,
    requestCount: () => upstream.requests.length,
    get: (company = companyId) => client.callTool("get_customer", { companyId: company, customerId }),
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await upstream[Symbol.asyncDispose]();
    },
  };
}

describe("after a 429 that was not retried successfully", () => {
  test("calls for the same company are rejected with Codat's wait, without a request", async () => {
    const forward = startClock();
    await using server = await start(limited("3600"));
    expect(errorOf(await server.get())).toMatchObject({
      kind: "throttled",
      status: 429,
      retryAfterSeconds: 3600,
    });
    forward(30_000);
    const refused = await server.get(companyId.toUpperCase());
    expect(errorOf(refused)).toMatchObject({
      kind: "throttled",
      retryable: true,
      retryAfterSeconds: 3570,
      attempts: 0,
    });
    expect(errorOf(refused)).not.toHaveProperty("status");
    expect(textOf(refused)).toContain("No request was sent: Codat recently returned 429");
    expect(server.requestCount()).toBe(1);
  });

  test("other companies and attachments are still requested", async () => {
    await using server = await start(limited("3600"), well);
    await server.get();
    expect((await server.get(other)).isError).toBeFalsy();
    const args = { companyId, connectionId, customerId };
    expect((await server.client.callTool("list_customer_attachments", args)).isError).toBeFalsy();
    expect(server.requestCount()).toBe(3);
  });

  test("calls are rejected no longer than Codat asked for", async () => {
    const forward = startClock();
    await using server = await start(limited("20"), well);
    await server.get();
    forward(19_000);
    expect(errorOf(await server.get()).kind).toBe("throttled");
    forward(1_500);
    expect((await server.get()).isError).toBeFalsy();
  });

  test("after a minute exactly one call probes", async () => {
    const forward = startClock();
    await using server = await start(limited("86400"));
    await server.get();
    forward(60_001);
    const results = await Promise.all([server.get(), server.get(), server.get()]);
    expect(server.requestCount()).toBe(2);
    expect(results.map((result) => errorOf(result).kind)).toEqual(["throttled", "throttled", "throttled"]);
    forward(59_000);
    await server.get();
    expect(server.requestCount()).toBe(2);
  });

  test("a successful probe admits all calls", async () => {
    const forward = startClock();
    await using server = await start(limited("86400"), well);
    await server.get();
    forward(60_001);
    expect((await server.get()).isError).toBeFalsy();
    expect((await server.get()).isError).toBeFalsy();
    expect(server.requestCount()).toBe(3);
  });

  test.each([undefined, "soon", "-5"])(
    "without a valid Retry-After (%s) calls are rejected for 15 seconds",
    async (retryAfter) => {
      const forward = startClock();
      await using server = await start(limited(retryAfter), well);
      await server.get();
      forward(14_000);
      expect(errorOf(await server.get())).toMatchObject({ kind: "throttled", retryAfterSeconds: 1 });
      forward(1_500);
      expect((await server.get()).isError).toBeFalsy();
    },
  );

  test("after a canceled probe, the next call probes", async () => {
    const forward = startClock();
    await using server = await start(limited("86400"), well);
    await server.get();
    forward(60_001);
    const { client } = server;
    const aborted = client.callTool(
      "get_customer",
      { companyId, customerId },
      { signal: AbortSignal.abort() },
    );
    await aborted.catch(() => {});
    expect((await server.get()).isError).toBeFalsy();
  });
});

test("queued calls are rejected after a 429, without a request", async () => {
  await using server = await start(limited("3600"));
  const results = await Promise.all(Array.from({ length: 60 }, () => server.get()));
  for (const result of results) expect(errorOf(result)).toMatchObject({ kind: "throttled", retryable: true });
  // At most the requests that were in flight when the first response arrived.
  expect(server.requestCount()).toBeLessThan(45);
});

test("a 429 that is retried successfully does not reject later calls", async () => {
  const replies = [limited("0"), well];
  await using upstream = await startUpstream((_, nth) => replies[nth - 1] ?? well);
  await using client = await connect(upstream.environment);
  for (const nth of [1, 2]) {
    const result = await client.callTool("get_customer", { companyId, customerId });
    expect(result.isError, String(nth)).toBeFalsy();
  }
});

test("a probe that fails with another status admits later calls", async () => {
  const forward = startClock();
  await using server = await start(limited("86400"), { status: 500, json: {} }, well);
  await server.get();
  forward(60_001);
  expect(errorOf(await server.get())).toMatchObject({ status: 500 });
  expect((await server.get()).isError).toBeFalsy();
});
