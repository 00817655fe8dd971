import { setTimeout as sleep } from "node:timers/promises";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, test } from "vitest";
import { clients, connect, textOf } from "../support/connect.ts";
import { ids, type Reply, startUpstream } from "../support/upstream.ts";

const { companyId, connectionId, customerId } = ids;
const on = { CODAT_FRESHNESS: "true" };
const dayMs = 24 * 3_600_000;
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString();
const linked = {
  id: connectionId,
  platformName: "Xero",
  sourceType: "Accounting",
  status: "Linked",
  created: daysAgo(500),
};

interface Company {
  status?: object | null;
  connections?: object[];
  /** Replaces the response to a path that ends like this. */
  instead?: Record<string, () => Reply | Promise<Reply>>;
}

/** A company with one customer, and how current it is. */
function startCompany({ status, connections = [linked], instead = {} }: Company) {
  return startUpstream(async (url) => {
    const path = url.split("?")[0] ?? "";
    const other = Object.entries(instead).find(([end]) => path.endsWith(end))?.[1];
    if (other) return other();
    if (path.endsWith("/dataStatus")) return { json: { customers: status } };
    if (path.endsWith("/connections")) return { json: { results: connections } };
    if (path.endsWith("/customers")) return { json: { results: [{ id: customerId }], totalResults: 1 } };
    return { json: { id: customerId } };
  });
}

const complete = (days: number) => ({ currentStatus: "Complete", lastSuccessfulSync: daysAgo(days) });

async function getCustomer(company: Company) {
  await using upstream = await startCompany(company);
  await using client = await connect({ ...upstream.environment, ...on });
  const result = await client.callTool("get_customer", { companyId, customerId });
  const { asOf } = result.structuredContent as { asOf?: Record<string, unknown> };
  return { asOf, summary: result.content.length > 1 ? textOf(result).split("\n")[0] : undefined };
}

describe.each(clients)("a customer, a page and the resource report how current they are (%s)", (kind) => {
  test("with the last sync, its age and the ledger's connection", async () => {
    await using upstream = await startCompany({ status: complete(3) });
    await using client = await connect({ ...upstream.environment, ...on }, kind);
    const asOf = {
      lastSuccessfulSync: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      ageHours: 72,
      sync: "Complete",
      connection: { id: connectionId, platform: "Xero", status: "Linked" },
    };
    const one = await client.callTool("get_customer", { companyId, customerId });
    expect(one.structuredContent).toEqual({ id: customerId, asOf });
    expect(textOf(one)).toMatch(/^Data as of \d{4}-\d\d-\d\d \(3 days ago\)\.\n\{/);
    const page = await client.callTool("list_customers", { companyId });
    expect(page.structuredContent).toMatchObject({ asOf });
    expect(textOf(page)).toContain("Customers 1-1 of 1. Data as of");
    const resource = await client.readResource(`codat://companies/${companyId}/customers/${customerId}`);
    expect(JSON.parse(resource.contents[0]?.text ?? "")).toEqual({ id: customerId, asOf });
  });
});

describe("a warning names each reason", () => {
  const older = { ...linked, id: "old", platformName: "Sage", status: "Unlinked", created: "2019-01-01" };
  test.each<[string, Company, string | undefined]>([
    ["none", { status: complete(30) }, undefined],
    ["old data", { status: complete(31) }, "Warning: the data is over 30 days old."],
    [
      "a failed sync",
      { status: { ...complete(1), currentStatus: "FetchError" } },
      "Warning: the last sync failed (FetchError).",
    ],
    ["a sync that is running", { status: { ...complete(1), currentStatus: "Fetching" } }, undefined],
    [
      "an unlinked ledger",
      { status: complete(1), connections: [older, { ...linked, status: "Deauthorized" }] },
      "Warning: the ledger is no longer linked (`Deauthorized`).",
    ],
    [
      "an old connection beside a linked one",
      { status: complete(1), connections: [older, linked] },
      undefined,
    ],
    [
      "a ledger that was never linked",
      { status: complete(1), connections: [{ ...linked, status: "PendingAuth" }] },
      "Warning: the ledger is not yet linked.",
    ],
    ["no ledger", { status: complete(1), connections: [] }, "Warning: no ledger is linked."],
  ])("%s", async (_, company, warning) => {
    const { summary } = await getCustomer(company);
    expect(summary?.replace(/^Data as of [\d-]+ \([^)]+\)\.\s?/, "") || undefined).toBe(warning);
  });
});

test.each(clients)("a field asOf of Codat does not pass for it (%s)", async (kind) => {
  const asOf = { lastSuccessfulSync: daysAgo(0), ageHours: 0 };
  await using upstream = await startUpstream((url) => {
    if (url.includes("/dataStatus") || url.includes("/connections")) return { status: 500, json: {} };
    const list = { results: [{ id: customerId }], totalResults: 1, asOf };
    return { json: url.split("?")[0]?.endsWith("/customers") ? list : { id: customerId, asOf } };
  });
  for (const CODAT_FRESHNESS of ["true", "false"]) {
    await using client = await connect({ ...upstream.environment, CODAT_FRESHNESS }, kind);
    const shown = [
      await client.callTool("get_customer", { companyId, customerId }),
      await client.callTool("list_customers", { companyId }),
      await client.readResource(`codat://companies/${companyId}/customers/${customerId}`),
    ];
    expect(JSON.stringify(shown)).toContain(customerId);
    expect(JSON.stringify(shown)).not.toContain("asOf");
  }
});

test("an unknown age is null and is called unknown", async () => {
  const { asOf, summary } = await getCustomer({ status: null, connections: [] });
  expect(asOf).toEqual({ lastSuccessfulSync: null, ageHours: null, sync: null, connection: null });
  expect(summary).toContain("Codat does not report how old this data is.");
});

test("a sync ahead of this machine's clock has no age", async () => {
  const { asOf } = await getCustomer({ status: complete(-1) });
  expect(asOf).toMatchObject({ ageHours: null, sync: "Complete" });
});

test("without a linked ledger, the accounting connection that was created last is reported", async () => {
  const unlinked = { ...linked, status: "Unlinked" };
  const { asOf } = await getCustomer({
    status: complete(1),
    connections: [
      { ...unlinked, id: "first", created: "2024-01-01T00:00:00Z" },
      { ...unlinked, id: "last", created: "2025-01-01T00:00:00" },
      { ...unlinked, id: "banking", sourceType: "Banking", created: "2026-01-01T00:00:00Z" },
      { ...unlinked, id: "undated", created: null },
    ],
  });
  expect(asOf).toMatchObject({ connection: { id: "last", platform: "Xero", status: "Unlinked" } });
});

describe("the customer comes without asOf, and nothing is claimed,", () => {
  test.each<[string, Company]>([
    ["if the status fails", { instead: { "/dataStatus": () => ({ status: 500, json: {} }) } }],
    [
      "if the connections fail",
      { status: complete(1), instead: { "/connections": () => ({ status: 403 }) } },
    ],
    [
      "if the status takes too long",
      {
        instead: {
          "/dataStatus": async () => {
            await sleep(3000, undefined, { ref: false });
            return { json: {} };
          },
        },
      },
    ],
  ])("%s", async (_, company) => {
    const { asOf, summary } = await getCustomer(company);
    expect({ asOf, summary }).toEqual({ asOf: undefined, summary: undefined });
  });

  test("if CODAT_FRESHNESS is false, and nothing is requested", async () => {
    await using upstream = await startCompany({ status: complete(1) });
    await using client = await connect({ ...upstream.environment, CODAT_FRESHNESS: "false" });
    const { structuredContent } = await client.callTool("get_customer", { companyId, customerId });
    expect(structuredContent).toEqual({ id: customerId });
    expect(upstream.requests).toHaveLength(1);
  });
});

test("it is asked for once per company, beside the first call", async () => {
  await using upstream = await startCompany({ status: complete(1) });
  await using client = await connect({ ...upstream.environment, ...on });
  const call = (id = companyId) => client.callTool("get_customer", { companyId: id, customerId });
  await Promise.all([call(), call(), call()]);
  await call(companyId.toUpperCase());
  const asked = () => upstream.requests.filter(({ url }) => /dataStatus|connections/.test(url)).length;
  expect(asked()).toBe(2);
  await call(companyId.replace(/^./, (first) => (first === "a" ? "b" : "a")));
  expect(asked()).toBe(4);
});

test("after Codat refused it, the next calls do not ask again", async () => {
  await using upstream = await startCompany({ instead: { "/dataStatus": () => ({ status: 403 }) } });
  await using client = await connect({ ...upstream.environment, ...on });
  const call = () => client.callTool("get_customer", { companyId, customerId });
  for (let time = 0; time < 3; time++) expect((await call()).isError).toBeFalsy();
  expect(upstream.requests.filter(({ url }) => url.endsWith("/dataStatus"))).toHaveLength(1);
});

test("a failed call does not wait for it and does not report it", async () => {
  await using upstream = await startCompany({
    status: complete(1),
    instead: { [`/customers/${customerId}`]: () => ({ status: 404, json: {} }) },
  });
  await using client = await connect({ ...upstream.environment, ...on });
  const result = await client.callTool("get_customer", { companyId, customerId });
  expect(result.isError).toBe(true);
  expect(textOf(result)).not.toContain("Data as of");
});

test("it is never requested for a company that the server may not read", async () => {
  await using upstream = await startCompany({ status: complete(1) });
  const other = companyId.replace(/^./, (first) => (first === "a" ? "b" : "a"));
  await using client = await connect({ ...upstream.environment, ...on, CODAT_COMPANY_IDS: other });
  const result = await client.callTool("get_customer", { companyId, customerId });
  expect(result.isError).toBe(true);
  expect(upstream.requests).toEqual([]);
});

test("it costs few tokens", async () => {
  const { asOf, summary } = await getCustomer({ status: complete(151) });
  // The connection's UUID has about 20 of them.
  expect(encode(JSON.stringify(asOf)).length).toBeLessThanOrEqual(70);
  expect(encode((summary ?? "").replace(/ Warning.*/, "")).length).toBeLessThanOrEqual(20);
});
