import { describe, expect, test, vi } from "vitest";
import { createQuota } from "../../src/codat/quota.ts";
import { connect, errorOf, textOf } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId, customerId } = ids;

/** An upstream with this many requests left today, which it counts down. */
function startCounting(left: number, headers: Record<string, string> = {}) {
  return startUpstream((_, nth) => ({
    json: { id: customerId },
    headers: {
      "x-rate-limit-limit": "2000",
      "x-rate-limit-remaining": String(Math.max(0, left - nth)),
      ...headers,
    },
  }));
}

describe("CODAT_QUOTA_RESERVE", () => {
  test("is never used: calls are refused before a request, with the wait until the reset", async () => {
    const reset = new Date(Date.now() + 90_000).toUTCString();
    await using upstream = await startCounting(20, { "x-rate-limit-reset": reset });
    await using client = await connect({ ...upstream.environment, CODAT_QUOTA_RESERVE: "10" });
    const call = () => client.callTool("get_customer", { companyId, customerId });
    await call();
    await Promise.all(Array.from({ length: 30 }, call));
    const refused = await call();
    expect(upstream.requests.length).toBeLessThanOrEqual(10);
    expect(upstream.requests.length).toBeGreaterThan(5);
    expect(textOf(refused)).toContain("CODAT_QUOTA_RESERVE keeps 10 for others");
    const { kind, retryable, retryAfterSeconds } = errorOf(refused);
    expect({ kind, retryable }).toEqual({ kind: "throttled", retryable: true });
    expect(retryAfterSeconds).toBeGreaterThan(60);
    expect(retryAfterSeconds).toBeLessThanOrEqual(91);
  });

  test("is 0 by default: Codat itself refuses", async () => {
    await using upstream = await startCounting(0);
    await using client = await connect(upstream.environment);
    for (let nth = 1; nth <= 3; nth++) await client.callTool("get_customer", { companyId, customerId });
    expect(upstream.requests).toHaveLength(3);
  });
});

test("what is known ends at the reset, and without a date at 00:00 UTC", () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-03-01T23:59:50Z") });
  try {
    const quota = createQuota(5);
    const use = quota.use();
    use.learn({ quotaLimit: 2000, quotaLeft: 5 });
    use.end();
    expect(quota.state()).toEqual({ limit: 2000, left: 5 });
    expect(() => quota.use()).toThrow("CODAT_QUOTA_RESERVE");
    vi.setSystemTime(Date.parse("2026-03-02T00:00:01Z"));
    expect(quota.state()).toBeUndefined();
    quota.use().end();
  } finally {
    vi.useRealTimers();
  }
});

test("a request without a response gives its share back", () => {
  const quota = createQuota(5);
  const first = quota.use();
  first.learn({ quotaLeft: 10 });
  first.end();
  for (let nth = 0; nth < 20; nth++) quota.use().end();
  expect(quota.state()).toMatchObject({ left: 10 });
});
