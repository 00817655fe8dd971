import { describe, expect, test, vi } from "vitest";
import { companies, startSandbox } from "../../src/sandbox/index.ts";
import { clients, connect, errorOf, textOf } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId, connectionId, customerId } = ids;
const connectionsPath = `/companies/${companyId}/connections`;
const other = "11111111-0000-4000-8000-000000000001";

const connection = (id: string, status = "Linked", sourceType = "Accounting") => ({
  id,
  status,
  sourceType,
  platformName: "Xero",
  linkUrl: "https://link.codat.io/secret",
});

/** An upstream with these connections, where everything else has no attachments. */
const startLedger = (...results: object[]) =>
  startUpstream((url) => ({ json: url.startsWith(connectionsPath) ? { results } : { attachments: [] } }));
const paths = ({ requests }: { requests: { url: string }[] }) => requests.map(({ url }) => url.split("?")[0]);

test.each(clients)("a connection that is left out is looked up, once a minute (%s)", async (kind) => {
  await using upstream = await startLedger(
    connection(other, "Unlinked"),
    connection(connectionId),
    connection(other, "Linked", "Banking"),
  );
  await using client = await connect(upstream.environment, kind);
  const call = () => client.callTool("list_customer_attachments", { companyId, customerId });
  const attachments = `/companies/${companyId}/connections/${connectionId}/data/customers/${customerId}/attachments`;
  expect((await call()).isError).toBeFalsy();
  await call();
  expect(paths(upstream)).toEqual([connectionsPath, attachments, attachments]);
  vi.spyOn(performance, "now").mockReturnValue(performance.now() + 60_001);
  await call();
  vi.restoreAllMocks();
  expect(paths(upstream).slice(3)).toEqual([connectionsPath, attachments]);
});

test("null, as models write it, is left out too", async () => {
  await using upstream = await startLedger(connection(connectionId));
  await using client = await connect(upstream.environment);
  const args = { companyId, customerId, connectionId: null };
  expect((await client.callTool("list_customer_attachments", args)).isError).toBeFalsy();
});

test("a connection that is given is never second-guessed", async () => {
  await using upstream = await startLedger();
  await using client = await connect(upstream.environment);
  await client.callTool("list_customer_attachments", { companyId, connectionId: other, customerId });
  expect(paths(upstream)).toEqual([
    `/companies/${companyId}/connections/${other}/data/customers/${customerId}/attachments`,
  ]);
});

describe("where it is not one, the error names the candidates and nothing is guessed", () => {
  test.each<[string, object[]]>([
    ["two linked", [connection(connectionId), connection(other)]],
    ["unlinked", [connection(connectionId, "Unlinked"), connection(other, "Deauthorized")]],
    ["waiting for the borrower", [connection(connectionId, "PendingAuth")]],
    ["a bank alone", [connection(connectionId, "Linked", "Banking")]],
    ["none", []],
    ["odd words", [{ ...connection(connectionId, "` new\nline"), platformName: null }]],
    ["an id that is none", [connection("../other")]],
  ])("%s", async (_, connections) => {
    await using upstream = await startLedger(...connections);
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customer_attachments", { companyId, customerId });
    expect({ text: textOf(result).split("\n"), error: errorOf(result) }).toMatchSnapshot();
    expect(JSON.stringify(result)).not.toContain("link.codat.io");
    expect(paths(upstream)).toEqual([connectionsPath]);
  });

  test("and it is looked up anew with the next call, since somebody may have mended it", async () => {
    let status = "Unlinked";
    await using upstream = await startUpstream((url) => ({
      json: url.startsWith(connectionsPath)
        ? { results: [connection(connectionId, status)] }
        : { attachments: [] },
    }));
    await using client = await connect(upstream.environment);
    const call = () => client.callTool("list_customer_attachments", { companyId, customerId });
    expect((await call()).isError).toBe(true);
    status = "Linked";
    expect((await call()).isError).toBeFalsy();
  });

  test("also where the second one stands on another page", async () => {
    await using upstream = await startUpstream((url) => ({
      json: url.includes("page=2")
        ? { results: [connection(other)], totalResults: 2 }
        : { results: [connection(connectionId)], totalResults: 2, pageSize: 1 },
    }));
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customer_attachments", { companyId, customerId });
    expect(textOf(result)).toContain("2 linked accounting connections");
  });
});

test("with no ids but the customer's, a server pinned to one company brings a file", async () => {
  await using sandbox = await startSandbox();
  await using client = await connect({
    CODAT_BASE_URL: sandbox.baseUrl,
    CODAT_API_KEY: sandbox.apiKey,
    CODAT_COMPANY_IDS: companies[0]?.id ?? "",
  });
  const customer = "d0000000-0000-4000-8000-000000000001";
  const listed = await client.callTool("list_customer_attachments", { customerId: customer });
  const { attachments } = listed.structuredContent as { attachments: { id: string }[] };
  const [{ id: attachmentId } = { id: "" }] = attachments;
  for (const format of ["base64", "text", "link"]) {
    const args = { customerId: customer, attachmentId, format };
    expect((await client.callTool("download_customer_attachment", args)).isError).toBeFalsy();
  }
});
