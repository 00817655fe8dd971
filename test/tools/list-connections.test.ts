import { expect, test } from "vitest";
import { clients, connect, textOf } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId, connectionId } = ids;
const toolsets = { CODAT_TOOLSETS: "customers,companies" };

const connection = {
  id: connectionId,
  platformName: "Xero",
  sourceType: "Accounting",
  status: "Deauthorized",
  lastSync: null,
  created: "2026-01-01T00:00:00Z",
  integrationKey: "gbol",
  dataConnectionErrors: [{ statusCode: "401", errorMessage: "Revoked." }],
};
const links = { linkUrl: "https://link.codat.io/x", connectionInfo: { a: "https://link-api.codat.io/y" } };

test.each(clients)("returns connections as in Codat, without links (%s)", async (kind) => {
  const page = { pageNumber: 1, pageSize: 100, totalResults: 1 };
  await using upstream = await startUpstream(() => ({
    json: { ...page, results: [{ ...connection, ...links }] },
  }));
  await using client = await connect({ ...upstream.environment, ...toolsets }, kind);
  const result = await client.callTool("list_connections", { companyId });
  expect(result.structuredContent).toEqual({ ...page, results: [connection], hasMore: false });
  expect(textOf(result)).toMatch(/^Connections 1-1 of 1\.\n/);
  expect(JSON.stringify(result)).not.toMatch(/link/i);
  expect(upstream.requests.map(({ url }) => url)).toEqual([
    `/companies/${companyId}/connections?page=1&pageSize=100`,
  ]);
});

test("the result reports how to get the next page", async () => {
  const results = [connection, connection];
  await using upstream = await startUpstream(() => ({ json: { results, totalResults: 5 } }));
  await using client = await connect({ ...upstream.environment, ...toolsets });
  const result = await client.callTool("list_connections", { companyId, page: 2, pageSize: 2 });
  expect(result.structuredContent).toMatchObject({ hasMore: true, nextPage: 3 });
  expect(textOf(result)).toContain("Connections 3-4 of 5. Next: page 3.");
});

test("errors that make a page too large are omitted, and the result reports how to get them", async () => {
  const errors = [{ errorMessage: "x".repeat(4000) }];
  const results = Array.from({ length: 20 }, (_, id) => ({
    ...connection,
    id: String(id),
    dataConnectionErrors: errors,
  }));
  await using upstream = await startUpstream(() => ({ json: { results, totalResults: 20 } }));
  await using client = await connect({ ...upstream.environment, ...toolsets });
  const result = await client.callTool("list_connections", { companyId });
  expect(textOf(result)).toContain(
    "dataConnectionErrors is omitted because the page was too large. Call list_connections again with a smaller pageSize. If they still do not fit",
  );
});

test.each([
  [{ results: [], totalResults: 0 }, "This company has no connections: no ledger is linked yet."],
  [{}, "Codat returned no list of connections. It is unknown whether there are any."],
])("an empty list and a missing list have different meanings (%j)", async (json, text) => {
  await using upstream = await startUpstream(() => ({ json }));
  await using client = await connect({ ...upstream.environment, ...toolsets });
  expect(textOf(await client.callTool("list_connections", { companyId }))).toContain(text);
});
