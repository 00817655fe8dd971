import { describe, expect, test, vi } from "vitest";
import { companies, startSandbox } from "../../src/sandbox/index.ts";
import { connect } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId } = ids;
const withCompanies = { CODAT_TOOLSETS: "customers,companies" };
const templates = {
  company: "codat://companies/{companyId}",
  customer: "codat://companies/{companyId}/customers/{customerId}",
  attachment:
    "codat://companies/{companyId}/connections/{connectionId}/customers/{customerId}/attachments/{attachmentId}",
};

describe("completion offers ids from lists", () => {
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
    [templates.customer, "customerId", "BRACKEN", known, [brackenhall]],
    [templates.customer, "customerId", " d0000000-0000-4000-8000-000000000001", known, [brackenhall]],
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
    [known, "a && b"],
    [known, "{a"],
  ])(
    "an invalid id, a long text, or a text that no query can contain sends no request (%j)",
    async (others, typed) => {
      await using upstream = await startUpstream(() => ({ json: { results: [] } }));
      await using client = await connect(upstream.environment);
      expect(await client.complete(templates.customer, "customerId", typed, others)).toEqual([]);
      expect(upstream.requests).toEqual([]);
    },
  );

  test("a failed completion is empty", async () => {
    await using client = await connect({ CODAT_API_KEY: "" });
    expect(await client.complete(templates.customer, "customerId", "a", known)).toEqual([]);
  });
});

describe("the completion of companyId", () => {
  const [wholesaler, components] = companies.map(({ id }) => id);
  const typed: [string, (string | undefined)[]][] = [
    ["LARK", [wholesaler]],
    [" marine", [components]],
    ["C0000000-0000-4000-8000-000000000002", [components]],
    ["c0000000-", [wholesaler, components]],
    ["", [wholesaler, components]],
    ["0000", []],
    ["nobody", []],
  ];
  /** The completions for a text in the sandbox, and the requests for them. */
  async function completed(text: string, environment: Record<string, string>) {
    await using sandbox = await startSandbox();
    const { baseUrl: CODAT_BASE_URL, apiKey: CODAT_API_KEY } = sandbox;
    await using client = await connect({ CODAT_BASE_URL, CODAT_API_KEY, ...environment });
    const values = await client.complete(templates.company, "companyId", text);
    return { values, urls: sandbox.requests.map(({ url }) => url) };
  }

  test.each(typed)("on a restricted server is one of its companies: “%s”", async (text, expected) => {
    const pins = { CODAT_COMPANY_IDS: `${wholesaler},${components}` };
    const { values, urls } = await completed(text, pins);
    expect(values).toEqual(expected);
    expect(urls.sort()).toEqual(text ? [`/companies/${wholesaler}`, `/companies/${components}`] : []);
  });

  test.each(typed)("with the companies toolset is any company of the key: “%s”", async (text, expected) => {
    const { values, urls } = await completed(text, withCompanies);
    expect(values.slice(0, 2)).toEqual(expected);
    expect(urls).toEqual([expect.stringMatching(/^\/companies\?page=1&pageSize=100/)]);
  });

  test.each(typed)("otherwise is empty, without a request: “%s”", async (text) => {
    expect(await completed(text, {})).toEqual({ values: [], urls: [] });
  });

  test("requests the names of a restricted server's companies once per minute", async () => {
    await using upstream = await startUpstream(() => ({ json: { id: companyId, name: "Toft Ltd" } }));
    await using client = await connect({ ...upstream.environment, CODAT_COMPANY_IDS: companyId });
    const complete = (text: string) => client.complete(templates.customer, "companyId", text);
    for (const text of ["t", "to", "tof"]) expect(await complete(text)).toEqual([companyId]);
    expect(upstream.requests.map(({ url }) => url)).toEqual([`/companies/${companyId}`]);
    vi.spyOn(performance, "now").mockReturnValue(performance.now() + 60_001);
    await complete("toft");
    vi.restoreAllMocks();
    expect(upstream.requests).toHaveLength(2);
  });
});
