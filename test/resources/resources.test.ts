import { describe, expect, test } from "vitest";
import { companies, startSandbox } from "../../src/sandbox/index.ts";
import { clients, connect } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId, connectionId, customerId, attachmentId } = ids;
const kept = `codat://companies/${companyId}/connections/${connectionId}/customers/${customerId}/attachments/${attachmentId}`;
const templates = {
  customer: "codat://companies/{companyId}/customers/{customerId}",
  attachment:
    "codat://companies/{companyId}/connections/{connectionId}/customers/{customerId}/attachments/{attachmentId}",
};

describe.each(clients)("resources (%s)", (kind) => {
  test("are templates, and listing them asks nothing of Codat", async () => {
    await using upstream = await startUpstream(() => ({ json: {} }));
    await using client = await connect(upstream.environment, kind);
    const { resourceTemplates } = await client.listTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      templates.customer,
      templates.attachment,
      `${templates.attachment}/content`,
    ]);
    expect((await client.listResources()).resources).toEqual([]);
    expect(upstream.requests).toEqual([]);
  });

  test("a customer, an attachment's record and its content are read", async () => {
    await using upstream = await startUpstream((url) =>
      url.endsWith("/download")
        ? { body: "a,b\n1,2", headers: { "content-type": "x" } }
        : { json: { id: "x", name: "a.csv", odd: null } },
    );
    await using client = await connect(upstream.environment, kind);
    const customer = await client.readResource(`codat://companies/${companyId}/customers/R%26D%2F50%25`);
    expect(JSON.parse(customer.contents[0]?.text ?? "")).toEqual({ id: "x", name: "a.csv", odd: null });
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

  test("one that is not there is not found, and says why, and nothing of how", async () => {
    await using upstream = await startUpstream(() => ({
      status: 404,
      json: { error: "Attachments are not supported by platform X" },
    }));
    await using client = await connect(upstream.environment, kind);
    const failure = await client.readResource(kept).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(Error);
    expect((failure as Error).message).toContain("does not offer this through Codat");
    expect((failure as Error).message).not.toMatch(/127\.0\.0\.1|\.ts/);
  });

  test("a failure is a protocol error in words", async () => {
    await using upstream = await startUpstream(() => ({ status: 401, json: { error: "Unauthorized" } }));
    await using client = await connect(upstream.environment, kind);
    await expect(client.readResource(kept)).rejects.toThrow(/Codat answered 401/);
  });
});

describe("a URI that is no resource reaches nothing", () => {
  test.each([
    "codat://companies",
    `codat://companies/${companyId}`,
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

test("content over the 7 MiB that a message carries is refused with a way to its words", async () => {
  await using upstream = await startUpstream(() => ({ json: { name: "big.pdf", fileSize: 7_340_033 } }));
  await using client = await connect(upstream.environment);
  await expect(client.readResource(`${kept}/content`)).rejects.toThrow(/format text/);
  expect(upstream.requests).toHaveLength(1);
});

describe("completion gives ids where a list can", () => {
  const [wholesaler] = companies;
  const known = { companyId: wholesaler?.id ?? "", connectionId: wholesaler?.connectionId ?? "" };
  const brackenhall = "d0000000-0000-4000-8000-000000000001";

  test.each<[string, string, string, Record<string, string>, string[]]>([
    [templates.customer, "customerId", "bracken", known, [brackenhall]],
    [templates.customer, "customerId", "d0000000-0000-4000-8000-00000000000", known, [brackenhall]],
    [templates.customer, "customerId", "x || id!=1", known, []],
    [templates.customer, "customerId", "bracken", {}, []],
    [templates.attachment, "connectionId", "xero", known, [known.connectionId]],
    [
      templates.attachment,
      "attachmentId",
      "logo",
      { ...known, customerId: brackenhall },
      ["f0000000-0000-4000-8000-000000000003"],
    ],
    [templates.attachment, "attachmentId", "logo", known, []],
    [templates.customer, "companyId", "lark", {}, []],
  ])("%s %s “%s” %j", async (template, name, typed, others, expected) => {
    await using sandbox = await startSandbox();
    await using client = await connect({ CODAT_BASE_URL: sandbox.baseUrl, CODAT_API_KEY: sandbox.apiKey });
    expect(await client.complete(template, name, typed, others)).toEqual(expected);
  });

  test.each<[Record<string, string>, string]>([
    [{ companyId: "bad" }, "a"],
    [{ companyId: "../x" }, "a"],
    [known, "x".repeat(201)],
  ])("a bad id, or too long a text, asks for nothing (%j)", async (others, typed) => {
    await using upstream = await startUpstream(() => ({ json: { results: [] } }));
    await using client = await connect(upstream.environment);
    expect(await client.complete(templates.customer, "customerId", typed, others)).toEqual([]);
    expect(upstream.requests).toEqual([]);
  });

  test("a completion that fails is none", async () => {
    await using client = await connect({ CODAT_API_KEY: "" });
    expect(await client.complete(templates.customer, "customerId", "a", known)).toEqual([]);
  });
});
