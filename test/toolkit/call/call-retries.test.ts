import { expect, test } from "vitest";
import { connect, errorOf } from "../../support/connect.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

const { companyId, customerId } = ids;

/** Calls a tool with these retries in `_meta`, against a Codat that is busy once. */
async function called(retries: object) {
  await using upstream = await startUpstream((_, nth) =>
    nth === 1 ? { status: 599, json: {} } : { json: { id: customerId } },
  );
  await using client = await connect({
    ...upstream.environment,
    CODAT_RETRY_STRATEGY: "none",
    CODAT_DEADLINE_MS: "5000",
  });
  const meta = { "codat-customers-mcp/retries": retries };
  const result = await client.callTool("get_customer", { companyId, customerId }, { meta });
  return { result, warnings: client.logs.filter((line) => line.startsWith("level=warn")) };
}

test("Codat's own defaults are accepted for one call, up to its deadline, with a warning in the log", async () => {
  const backoff = { initialInterval: 500, maxInterval: 60_000, exponent: 1.5, maxElapsedTime: 3_600_000 };
  const { result, warnings } = await called({ strategy: "backoff", backoff, retryConnectionErrors: true });
  expect(result.isError).toBeFalsy();
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain("maxElapsedTime is longer than the deadline of a call.");
});

test("a shorter time causes no warning", async () => {
  const backoff = { initialInterval: 1, maxElapsedTime: 4000 };
  const { result, warnings } = await called({ strategy: "backoff", backoff });
  expect(result.isError).toBeFalsy();
  expect(warnings).toEqual([]);
});

test("more than an hour is rejected", async () => {
  const { result } = await called({ backoff: { maxElapsedTime: 3_600_001 } });
  expect(errorOf(result)).toMatchObject({ kind: "arguments" });
});
