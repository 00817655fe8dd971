import { once } from "node:events";
import { createServer } from "node:http";
import { describe, expect, test } from "vitest";
import { clients, connect, errorOf, textOf } from "../../support/connect.ts";
import { ids, type Reply, startUpstream } from "../../support/upstream.ts";

const { companyId, connectionId, customerId } = ids;
const statusPath = `/companies/${companyId}/dataStatus`;
const notReady: Reply = {
  status: 409,
  json: { error: "The data set has not been requested.", correlationId: "c1" },
};

/** A tool's result if Codat returns 409, and `dataStatus` for the sync status. */
async function resultOf409(dataStatus: Reply, tool = "list_customers", args: object = {}) {
  await using upstream = await startUpstream((url) => (url === statusPath ? dataStatus : notReady));
  await using client = await connect({ ...upstream.environment, CODAT_RETRY_INITIAL_INTERVAL_MS: "1" });
  const result = await client.callTool(tool, { companyId, ...args });
  return {
    text: textOf(result),
    error: errorOf(result),
    urls: upstream.requests.map(({ url }) => url.split("?")[0]),
    logs: client.logs,
  };
}

const status = (currentStatus: string | null, lastSuccessfulSync?: string): Reply => ({
  json: { customers: { dataType: "customers", currentStatus, lastSuccessfulSync } },
});

describe("a 409 explains the sync status and what to do", () => {
  test.each<[string, Reply]>([
    ["never synced", { json: {} }],
    ["never synced, incomplete status", { json: { customers: { dataType: "customers" } } }],
    ["running", status("Mapping")],
    ["waiting for the borrower's computer", status("Queued")],
    ["needs to be linked again", status("AuthError", "2020-01-01T00:00:00Z")],
    ["not supported", status("NotSupported")],
    ["last sync failed", status("FetchError", "2020-01-01T00:00:00Z")],
    ["already synced", status("Complete")],
  ])("%s", async (_, dataStatus) => {
    const { text, error, urls } = await resultOf409(dataStatus);
    expect({ text: text.replace(/\d+ days/, "N days").split("\n"), error }).toMatchSnapshot();
    expect(urls).toEqual([`/companies/${companyId}/data/customers`, statusPath]);
  });

  test.each<[string, boolean]>([
    ["Queued", true],
    ["Initial", true],
    ["Validating", true],
    ["Complete", false],
    ["FetchError", false],
    ["Cancelled", false],
    ["SomethingNew", false],
    ["", false],
  ])("it is retryable only while a sync runs (%j: %s)", async (currentStatus, retryable) => {
    const { error } = await resultOf409(status(currentStatus, "2020-01-01T00:00:00Z"));
    expect(error.retryable).toBe(retryable);
  });
});

test.each<[string, object]>([
  ["list_customers", {}],
  ["get_customer", { customerId }],
  ["list_customer_attachments", { connectionId, customerId }],
])("every customers tool explains it: %s", async (tool, args) => {
  const { text, error, logs } = await resultOf409(status("AuthError"), tool, args);
  expect(text).toContain("needs to be linked again (AuthError)");
  expect(error).toMatchObject({ kind: "not_ready", status: 409, attempts: 2, correlationId: "c1" });
  expect(logs.join("")).toContain("status=409");
});

test("a 409 for other data is not explained by the customers' status", async () => {
  await using upstream = await startUpstream(() => notReady);
  await using client = await connect({ ...upstream.environment, CODAT_TOOLSETS: "companies" });
  const result = await client.callTool("get_data_status", { companyId, dataType: "invoices" });
  expect(textOf(result)).not.toContain("Codat's copy of customers");
  expect(upstream.requests).toHaveLength(1);
});

test.each(clients)("a resource also explains it (%s)", async (kind) => {
  await using upstream = await startUpstream((url) => (url === statusPath ? status("Fetching") : notReady));
  await using client = await connect(upstream.environment, kind);
  const uri = `codat://companies/${companyId}/customers/${customerId}`;
  await expect(client.readResource(uri)).rejects.toThrow(/a sync is running; the ledger is being read/);
});

describe("without a readable status, the plain 409 is returned after one more request", () => {
  test.each<[string, Reply]>([
    ["500", { status: 500, json: {} }],
    ["503", { status: 503, json: {}, headers: { "retry-after": "1" } }],
    ["404", { status: 404, json: {} }],
    ["429", { status: 429, json: {} }],
    ["409", notReady],
    ["invalid JSON", { body: "<html>" }],
    ["an empty response", { body: "" }],
  ])("%s", async (_, dataStatus) => {
    const { text, error, urls } = await resultOf409(dataStatus);
    expect(text).toMatch(
      /^Codat returned 409: `The data set has not been requested\.`\.\nThis company's customers were/,
    );
    expect(error).toMatchObject({ kind: "not_ready", status: 409, retryable: false });
    expect(urls.filter((url) => url === statusPath)).toHaveLength(1);
  });

  test("no response before the deadline of the call", async () => {
    const server = createServer((request, response) => {
      if (request.url !== statusPath) response.writeHead(409).end("{}");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    await using client = await connect({
      CODAT_BASE_URL: `http://127.0.0.1:${port}`,
      CODAT_DEADLINE_MS: "400",
    });
    const startedAt = performance.now();
    const result = await client.callTool("list_customers", { companyId });
    expect(errorOf(result)).toMatchObject({ kind: "not_ready", status: 409 });
    expect(performance.now() - startedAt).toBeLessThan(4000);
    server.closeAllConnections();
    server.close();
  });
});
