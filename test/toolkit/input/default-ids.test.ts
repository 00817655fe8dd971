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

test("calls at once share one look-up, and one that is cancelled takes it from none", async () => {
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

test("where a company is pinned a connection that is given goes out under that company alone", async () => {
  await using upstream = await startLedger();
  await using client = await connect({ ...upstream.environment, CODAT_COMPANY_IDS: companyId });
  await client.callTool("list_customer_attachments", { connectionId: other, customerId });
  expect(paths(upstream)).toEqual([
    `/companies/${companyId}/connections/${other}/data/customers/${customerId}/attachments`,
  ]);
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

  test.each<[string, (page: number) => object]>([
    [
      "the same page again and again",
      () => ({ results: [connection(other, "Unlinked")], _links: { next: { href: "string" } } }),
    ],
    ["an empty page that has a next one", () => ({ results: [], _links: { next: { href: "/x?page=2" } } })],
  ])("a list that never ends is left: %s", async (_, page) => {
    await using upstream = await startUpstream((_, nth) => ({ json: page(nth) }));
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customer_attachments", { companyId, customerId });
    expect(errorOf(result).kind).toBe("not_found");
    expect(upstream.requests.length).toBeLessThan(4);
  });

  test("a list that brings something new on every page is left after twenty", async () => {
    await using upstream = await startUpstream((_, nth) => ({
      json: {
        results: [{ ...connection(other), id: String(nth) }],
        _links: { next: { href: `/x?page=${nth + 1}` } },
      },
    }));
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customer_attachments", { companyId, customerId });
    expect(textOf(result)).toContain("connections over too many pages");
    expect(upstream.requests).toHaveLength(20);
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
