import { describe, expect, test, vi } from "vitest";
import { companies, startSandbox } from "../../../src/sandbox/index.ts";
import { clients, connect, errorOf, textOf } from "../../support/connect.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

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

/** An upstream with these connections. Every other path returns no attachments. */
const startLedger = (...results: object[]) =>
  startUpstream((url) => ({ json: url.startsWith(connectionsPath) ? { results } : { attachments: [] } }));
const paths = ({ requests }: { requests: { url: string }[] }) => requests.map(({ url }) => url.split("?")[0]);

test.each(clients)("an omitted connection is looked up once a minute (%s)", async (kind) => {
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

test("concurrent calls share one lookup, and a canceled call does not affect the others", async () => {
  await using upstream = await startLedger(connection(connectionId));
  await using client = await connect(upstream.environment);
  const call = (signal?: AbortSignal) =>
    client.callTool("list_customer_attachments", { companyId, customerId }, signal && { signal });
  const controller = new AbortController();
  const cancelled = call(controller.signal).catch(() => "cancelled");
  controller.abort();
  const results = await Promise.all([call(), call(), call(), call()]);
  expect(await cancelled).toBe("cancelled");
  expect(results.filter(({ isError }) => isError)).toEqual([]);
  expect(paths(upstream).filter((path) => path === connectionsPath).length).toBeLessThanOrEqual(2);
});

test("a server restricted to one company sends a given connection only under that company", async () => {
  await using upstream = await startLedger();
  await using client = await connect({ ...upstream.environment, CODAT_COMPANY_IDS: companyId });
  await client.callTool("list_customer_attachments", { connectionId: other, customerId });
  expect(paths(upstream)).toEqual([
    `/companies/${companyId}/connections/${other}/data/customers/${customerId}/attachments`,
  ]);
});

test("null, as models write it, counts as omitted", async () => {
  await using upstream = await startLedger(connection(connectionId));
  await using client = await connect(upstream.environment);
  const args = { companyId, customerId, connectionId: null };
  expect((await client.callTool("list_customer_attachments", args)).isError).toBeFalsy();
});

test("a given connection is never looked up", async () => {
  await using upstream = await startLedger();
  await using client = await connect(upstream.environment);
  await client.callTool("list_customer_attachments", { companyId, connectionId: other, customerId });
  expect(paths(upstream)).toEqual([
    `/companies/${companyId}/connections/${other}/data/customers/${customerId}/attachments`,
  ]);
});

describe("without exactly one connection, the error lists the candidates", () => {
  test.each<[string, object[]]>([
    ["two linked", [connection(connectionId), connection(other)]],
    ["unlinked", [connection(connectionId, "Unlinked"), connection(other, "Deauthorized")]],
    ["waiting for the borrower", [connection(connectionId, "PendingAuth")]],
    ["only a bank", [connection(connectionId, "Linked", "Banking")]],
    ["none", []],
    ["unusual text", [{ ...connection(connectionId, "` new\nline"), platformName: null }]],
    ["an invalid id", [connection("../other")]],
  ])("%s", async (_, connections) => {
    await using upstream = await startLedger(...connections);
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customer_attachments", { companyId, customerId });
    expect({ text: textOf(result).split("\n"), error: errorOf(result) }).toMatchSnapshot();
    expect(JSON.stringify(result)).not.toContain("link.codat.io");
    expect(paths(upstream)).toEqual([connectionsPath]);
  });

  test("the next call looks it up again, because it may be fixed by then", async () => {
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

  test.each<[string, (page: number) => object]>([
    [
      "the same page again and again",
      () => ({ results: [connection(other, "Unlinked")], _links: { next: { href: "string" } } }),
    ],
    ["an empty page that has a next one", () => ({ results: [], _links: { next: { href: "/x?page=2" } } })],
  ])("an endless list is not followed: %s", async (_, page) => {
    await using upstream = await startUpstream((_, nth) => ({ json: page(nth) }));
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customer_attachments", { companyId, customerId });
    expect(errorOf(result).kind).toBe("not_found");
    expect(upstream.requests.length).toBeLessThan(4);
  });

  test("a list with new connections on every page stops after 20 pages", async () => {
    await using upstream = await startUpstream((_, nth) => ({
      json: {
        results: [{ ...connection(other), id: String(nth) }],
        _links: { next: { href: `/x?page=${nth + 1}` } },
      },
    }));
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customer_attachments", { companyId, customerId });
    expect(textOf(result)).toContain("connections on more than 20 pages");
    expect(upstream.requests).toHaveLength(20);
  });

  test("also if the second connection is on another page", async () => {
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

test("a server restricted to one company returns a file with only the customer's id", async () => {
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
