import { describe, expect, test } from "vitest";
import { clients, connect } from "../support/connect.ts";
import { idIn, ids, startUpstream } from "../support/upstream.ts";

const { companyId, connectionId, customerId, attachmentId } = ids;
const kept = `codat://companies/${companyId}/connections/${connectionId}/customers/${customerId}/attachments/${attachmentId}`;
const listOfAll = "codat://companies";
const withCompanies = { CODAT_TOOLSETS: "customers,companies" };
const templates = {
  company: "codat://companies/{companyId}",
  customer: "codat://companies/{companyId}/customers/{customerId}",
  attachment:
    "codat://companies/{companyId}/connections/{connectionId}/customers/{customerId}/attachments/{attachmentId}",
};

describe.each(clients)("resources (%s)", (kind) => {
  test("are templates, and listing them sends no request to Codat", async () => {
    await using upstream = await startUpstream(() => ({ json: {} }));
    await using client = await connect(upstream.environment, kind);
    const { resourceTemplates } = await client.listTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      templates.company,
      templates.customer,
      templates.attachment,
      `${templates.attachment}/content`,
      `${templates.attachment}/files/{member}/content`,
    ]);
    expect((await client.listResources()).resources).toEqual([]);
    expect(upstream.requests).toEqual([]);
  });

  test("returns a customer, an attachment's record and its content", async () => {
    await using upstream = await startUpstream((url) =>
      url.endsWith("/download")
        ? { body: "a,b\n1,2", headers: { "content-type": "x" } }
        : { json: { id: idIn(url), name: "a.csv", odd: null } },
    );
    await using client = await connect(upstream.environment, kind);
    const customer = await client.readResource(`codat://companies/${companyId}/customers/R%26D%2F50%25`);
    expect(JSON.parse(customer.contents[0]?.text ?? "")).toEqual({ id: "R&D/50%", name: "a.csv", odd: null });
    expect(upstream.requests[0]?.url).toBe(`/companies/${companyId}/data/customers/R%26D%2F50%25`);
    const record = await client.readResource(kept);
    expect(record.contents[0]).toMatchObject({ uri: kept, mimeType: "application/json" });
    const content = await client.readResource(`${kept}/content`);
    expect(content.contents[0]).toEqual({
      uri: `${kept}/content`,
      mimeType: "text/csv",
      blob: Buffer.from("a,b\n1,2").toString("base64"),
    });
  });

  test("returns a company with its connections and the status of its customers", async () => {
    const connection = { id: connectionId, platformName: "Xero", sourceType: "Accounting", status: "Linked" };
    const dataConnections = [{ ...connection, lastSync: null, created: "2026-01-01", linkUrl: "x" }];
    const customers = { dataType: "customers", currentStatus: "Complete", latestSyncId: "a" };
    await using upstream = await startUpstream((url) => ({
      json: url.endsWith("/dataStatus")
        ? { customers, invoices: {} }
        : { id: companyId, name: "Toft Ltd", dataConnections, redirect: "x", products: [] },
    }));
    await using client = await connect(upstream.environment, kind);
    const uri = `${listOfAll}/${companyId}`;
    const [contents] = (await client.readResource(uri)).contents;
    expect(contents).toMatchObject({ uri, mimeType: "application/json" });
    expect(JSON.parse(contents?.text ?? "")).toEqual({
      id: companyId,
      name: "Toft Ltd",
      dataConnections: [{ ...connection, lastSync: null }],
      dataStatus: {
        customers: {
          ...customers,
          notice: expect.stringMatching(/customers: synced\. Codat does not report when/),
        },
      },
    });
    const urls = [`/companies/${companyId}`, `/companies/${companyId}/dataStatus`];
    expect(upstream.requests.map(({ url }) => url).sort()).toEqual(urls);
  });

  test.each([
    ["companies are restricted", { CODAT_COMPANY_IDS: companyId }],
    ["their toolset is on", withCompanies],
  ])("companies are listed and can be read if %s", async (_, environment) => {
    const company = { id: companyId, name: "Toft Ltd" };
    await using upstream = await startUpstream((url) => ({
      json: url.startsWith("/companies?") ? { results: [company], totalResults: 1 } : company,
    }));
    await using client = await connect({ ...upstream.environment, ...environment }, kind);
    const { resources } = await client.listResources();
    expect(resources).toEqual([expect.objectContaining({ uri: listOfAll })]);
    expect(upstream.requests).toEqual([]);
    const [contents] = (await client.readResource(listOfAll)).contents;
    expect(JSON.parse(contents?.text ?? "")).toMatchObject({ results: [company], totalResults: 1 });
  });

  test("companies cannot be read otherwise", async () => {
    await using upstream = await startUpstream(() => ({ json: {} }));
    await using client = await connect({ ...upstream.environment, CODAT_COMPANY_IDS: "all" }, kind);
    expect((await client.listResources()).resources).toEqual([]);
    await expect(client.readResource(listOfAll)).rejects.toThrow(/not found/i);
    expect(upstream.requests).toEqual([]);
  });

  test("a missing resource is not found, with the reason and without internals", async () => {
    await using upstream = await startUpstream(() => ({
      status: 404,
      json: { error: "Attachments are not supported by platform X" },
    }));
    await using client = await connect(upstream.environment, kind);
    const failure = await client.readResource(kept).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(Error);
    expect((failure as Error).message).toContain("does not offer this data through Codat");
    expect((failure as Error).message).not.toMatch(/127\.0\.0\.1|\.ts/);
  });

  test("a failure is a protocol error with a message", async () => {
    await using upstream = await startUpstream(() => ({ status: 401, json: { error: "Unauthorized" } }));
    await using client = await connect(upstream.environment, kind);
    await expect(client.readResource(kept)).rejects.toThrow(/Codat returned 401/);
  });
});

describe("a URI that is not a resource sends no request", () => {
  test.each([
    listOfAll,
    `${listOfAll}/`,
    `${listOfAll}/nonsense`,
    `${listOfAll}/${companyId}?x=1`,
    `${listOfAll}/${companyId}/`,
    `codat://companies/nonsense/customers/1`,
    `codat://companies/${companyId}/customers/`,
    `codat://companies/${companyId}/customers/..`,
    `codat://companies/${companyId}/customers/%2e%2e`,
    `codat://companies/${companyId}/customers/%2E.`,
    `codat://companies/${companyId}/customers/1?x=1`,
    `codat://companies/${companyId}/customers/1#x`,
    `codat://companies/${companyId}/customers/%00`,
    `codat://companies/${companyId}/customers/%zz`,
    `codat://companies/${companyId}/customers/a/b`,
    `${kept}/content/more`,
    `${kept.replace(connectionId, "..")}/content`,
    "file:///etc/passwd",
    "nonsense",
  ])("%s", async (uri) => {
    await using upstream = await startUpstream(() => ({ json: {} }));
    await using client = await connect(upstream.environment);
    await expect(client.readResource(uri)).rejects.toThrow();
    expect(upstream.requests).toEqual([]);
  });
});

test("content over the 7 MiB limit is rejected, with advice on how to get its text", async () => {
  await using upstream = await startUpstream(() => ({ json: { name: "big.pdf", fileSize: 7_340_033 } }));
  await using client = await connect(upstream.environment);
  await expect(client.readResource(`${kept}/content`)).rejects.toThrow(/format auto/);
  expect(upstream.requests).toHaveLength(1);
});

test("a record whose message would be over 9.5 MiB is rejected", async () => {
  const customerName = '"'.repeat(3_000_000);
  await using upstream = await startUpstream(() => ({ json: { id: customerId, customerName } }));
  await using client = await connect(upstream.environment);
  const read = client.readResource(`codat://companies/${companyId}/customers/${customerId}`);
  await expect(read).rejects.toThrow("The result is larger than 9.5 MiB, the limit of one message.");
  expect(client.logs.join("")).toContain("outcome=too_large");
});

test("lists and contents must not be cached for another client", async () => {
  await using upstream = await startUpstream(() => ({ json: { id: "A1" } }));
  await using client = await connect(upstream.environment, "v2, 2026-07-28");
  const answers = await Promise.all([
    client.listTools(),
    client.listPrompts(),
    client.listResources(),
    client.listTemplates(),
    client.readResource(`${listOfAll}/${companyId}/customers/A1`),
  ]);
  for (const answer of answers) expect(answer).toMatchObject({ cacheScope: "private" });
  expect(answers[4]).toMatchObject({ ttlMs: 0 });
});
