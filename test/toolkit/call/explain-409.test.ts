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

/** What a tool says where Codat answers 409, and this when it is asked how far the data is. */
async function told(dataStatus: Reply, tool = "list_customers", args: object = {}) {
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

describe("a 409 says which it is, and what a person does about it", () => {
  test.each<[string, Reply]>([
    ["never synced", { json: {} }],
    ["never synced, half filled", { json: { customers: { dataType: "customers" } } }],
    ["running", status("Mapping")],
    ["waiting for an on-premise machine", status("Queued")],
    ["needs re-linking", status("AuthError", "2020-01-01T00:00:00Z")],
    ["not supported", status("NotSupported")],
    ["failed last time", status("FetchError", "2020-01-01T00:00:00Z")],
    ["synced meanwhile", status("Complete")],
  ])("%s", async (_, dataStatus) => {
    const { text, error, urls } = await told(dataStatus);
    expect({ text: text.replace(/\d+ days/, "N days").split("\n"), error }).toMatchSnapshot();
    expect(urls).toEqual([`/companies/${companyId}/data/customers`, statusPath]);
  });
});

test.each<[string, object]>([
  ["list_customers", {}],
  ["get_customer", { customerId }],
  ["list_customer_attachments", { connectionId, customerId }],
])("each of the customers' operations explains it: %s", async (tool, args) => {
  const { text, error, logs } = await told(status("AuthError"), tool, args);
  expect(text).toContain("needs to be linked again (AuthError)");
  expect(error).toMatchObject({ kind: "not_ready", status: 409, attempts: 2, correlationId: "c1" });
  expect(logs.join("")).toContain("status=409");
});

test("a 409 of anything else is not explained by the customers", async () => {
  await using upstream = await startUpstream(() => notReady);
  await using client = await connect({ ...upstream.environment, CODAT_TOOLSETS: "companies" });
  const result = await client.callTool("get_data_status", { companyId, dataType: "invoices" });
  expect(textOf(result)).not.toContain("Codat's copy of customers");
  expect(upstream.requests).toHaveLength(1);
});

test.each(clients)("a resource explains it too (%s)", async (kind) => {
  await using upstream = await startUpstream((url) => (url === statusPath ? status("Fetching") : notReady));
  await using client = await connect(upstream.environment, kind);
  const uri = `codat://companies/${companyId}/customers/${customerId}`;
  await expect(client.readResource(uri)).rejects.toThrow(/a sync is running: the ledger is being read/);
});

describe("where that cannot be had the plain 409 stands, after one request", () => {
  test.each<[string, Reply]>([
    ["500", { status: 500, json: {} }],
    ["503", { status: 503, json: {}, headers: { "retry-after": "1" } }],
    ["404", { status: 404, json: {} }],
    ["429", { status: 429, json: {} }],
    ["409", notReady],
    ["no JSON", { body: "<html>" }],
    ["an empty answer", { body: "" }],
  ])("%s", async (_, dataStatus) => {
    const { text, error, urls } = await told(dataStatus);
    expect(text).toMatch(
      /^Codat answered 409: `The data set has not been requested\.`\.\nThis company's customers were/,
    );
    expect(error).toMatchObject({ kind: "not_ready", status: 409, retryable: true });
    expect(urls.filter((url) => url === statusPath)).toHaveLength(1);
  });

  test("no answer before the call's own deadline", async () => {
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
