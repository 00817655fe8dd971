import { describe, expect, test } from "vitest";
import { companies, startSandbox } from "../../src/sandbox/index.ts";
import { clients, connect, textOf } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId, customerId } = ids;

const awkward = {
  id: "A1D001",
  customerName: "-",
  contactName: null,
  emailAddress: "",
  defaultCurrency: 978,
  phone: { unexpected: ["an", "object"] },
  addresses: "none",
  contacts: [{ name: null, phone: [], status: "OnHold" }],
  status: "SomethingNew",
  modifiedDate: "0001-01-01T00:00:00",
  sourceModifiedDate: "2026-10-27T10:22:43.6464237Z",
  supplementalData: { content: { deep: { er: [0, false, null, "", -0.5, 1e-7] } } },
  aFieldOfTomorrow: { "": "an empty name", "a\u200bb": "a hidden one" },
};

describe.each(clients)("a result (%s)", (kind) => {
  test("is unchanged: unknown fields, nulls, types and enum values", async () => {
    await using upstream = await startUpstream(() => ({ json: awkward }));
    await using client = await connect(upstream.environment, kind);
    const result = await client.callTool("get_customer", { companyId, customerId });
    expect(result.structuredContent).toEqual(awkward);
    expect(result.content).toHaveLength(1);
    expect(JSON.parse(textOf(result))).toEqual(awkward);
  });
});

test("every awkward customer of the sandbox equals its row in the list", async () => {
  const marine = companies.find(({ platform }) => platform.startsWith("Sage"));
  await using sandbox = await startSandbox();
  await using client = await connect({ CODAT_BASE_URL: sandbox.baseUrl, CODAT_API_KEY: sandbox.apiKey });
  const listed = await client.callTool("list_customers", { companyId: marine?.id });
  const { results } = listed.structuredContent as { results: { id: string }[] };
  expect(results.length).toBeGreaterThan(20);
  for (const row of results) {
    const result = await client.callTool("get_customer", { companyId: marine?.id, customerId: row.id });
    expect(result.structuredContent).toEqual(row);
  }
});

test("invisible characters are escaped in the text and unchanged in the structured content", async () => {
  await using upstream = await startUpstream(() => ({ json: { customerName: "A\u200bB\u202eC\u{e0041}D" } }));
  await using client = await connect(upstream.environment);
  const result = await client.callTool("get_customer", { companyId, customerId });
  expect(textOf(result)).toBe('{"customerName":"A\\u200bB\\u202eC\\udb40\\udc41D"}');
  expect(result.structuredContent).toEqual({ customerName: "A\u200bB\u202eC\u{e0041}D" });
});

test("a number too long for JavaScript keeps all its digits", async () => {
  await using upstream = await startUpstream(() => ({
    body: '{"id":"A1D001","ledgerNumber":9007199254740993}',
  }));
  await using client = await connect(upstream.environment);
  const result = await client.callTool("get_customer", { companyId, customerId });
  expect(result.structuredContent).toEqual({ id: "A1D001", ledgerNumber: "9007199254740993" });
});

test.each([
  [{ isDeleted: true }, "This customer is deleted in the ledger."],
  [{ isDeleted: false }, undefined],
  [{ isDeleted: null }, undefined],
  [undefined, undefined],
])("a deleted customer is reported as deleted, regardless of its status (%j)", async (metadata, text) => {
  await using upstream = await startUpstream(() => ({
    json: { id: customerId, status: "Active", metadata },
  }));
  await using client = await connect(upstream.environment);
  const { content } = await client.callTool("get_customer", { companyId, customerId });
  expect(content.length).toBe(text ? 2 : 1);
  if (text) expect(content[0]).toEqual({ type: "text", text: text });
});
