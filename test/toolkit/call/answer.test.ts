import { expect, test } from "vitest";
import { connect, errorOf, textOf } from "../../support/connect.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

const { companyId, customerId } = ids;
const limitBytes = 9.5 * 1024 * 1024;

/** Requests a customer with a note of this length. A result contains it twice. */
async function customerOf(characters: number) {
  const json = { id: customerId, note: "x".repeat(characters) };
  await using upstream = await startUpstream(() => ({ json }));
  await using client = await connect(upstream.environment);
  return await client.callTool("get_customer", { companyId, customerId });
}

test("a result of up to 9.5 MiB is returned completely", async () => {
  const result = await customerOf(limitBytes / 2 - 1_000);
  expect(result.isError).toBeUndefined();
  expect(Buffer.byteLength(JSON.stringify(result))).toBeGreaterThan(limitBytes - 3_000);
});

test("a result over 9.5 MiB is an error, because clients reject such a message", async () => {
  const result = await customerOf(limitBytes / 2);
  expect(errorOf(result)).toMatchObject({ kind: "too_large", retryable: false });
  expect(textOf(result)).toContain("The result is larger than 9.5 MiB, the limit of one message.");
});
