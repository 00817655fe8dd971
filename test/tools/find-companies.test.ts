import { describe, expect, test } from "vitest";
import { companies, startSandbox } from "../../src/sandbox/index.ts";
import { clients, connect, errorOf, textOf } from "../support/connect.ts";
import { startUpstream } from "../support/upstream.ts";

const toolsets = { CODAT_TOOLSETS: "customers,companies" };
const [larkmoor, tollgate] = companies.map(({ id }) => id);
const rowsOf = ({ structuredContent }: { structuredContent?: unknown }) =>
  (structuredContent as { results: { id: string; name: string }[] }).results;

describe.each(clients)("companies (%s)", (kind) => {
  test("are found by a part of their name, with distinguishing fields", async () => {
    await using sandbox = await startSandbox();
    const environment = { CODAT_BASE_URL: sandbox.baseUrl, CODAT_API_KEY: sandbox.apiKey, ...toolsets };
    await using client = await connect(environment, kind);
    const result = await client.callTool("find_companies", { name: " larkMOOR " });
    expect(rowsOf(result)).toEqual([
      {
        id: larkmoor,
        name: "Larkmoor Wholesale Ltd",
        description: expect.any(String),
        created: "2025-01-14T09:05:48Z",
        lastSync: "2026-06-30T06:40:51Z",
        dataConnections: expect.arrayContaining([
          {
            id: "a0000000-0000-4000-8000-000000000001",
            platformName: "Xero",
            sourceType: "Accounting",
            status: "Linked",
            lastSync: expect.any(String),
          },
        ]),
      },
    ]);
    expect(textOf(result)).toMatch(/^Companies 1-1 of 1 that match\.\n/);
    expect(result.structuredContent).not.toHaveProperty("notice");
    expect(sandbox.requests[0]?.url).toBe("/companies?page=1&pageSize=100&query=name~larkMOOR");
  });

  test.each<[string, Record<string, string>]>([
    ["that the key can read", {}],
    ["that the server is restricted to", { CODAT_COMPANY_IDS: companies.map(({ id }) => id).join() }],
  ])("%s are walked page by page", async (_, restriction) => {
    await using client = await connect({ CODAT_SANDBOX: "true", ...toolsets, ...restriction }, kind);
    const found: string[] = [];
    for (let page: number | undefined = 1; page; ) {
      const result = await client.callTool("find_companies", { page, pageSize: 3 });
      found.push(...rowsOf(result).map(({ id }) => id));
      page = (result.structuredContent as { nextPage?: number }).nextPage;
    }
    expect(found).toEqual(companies.map(({ id }) => id));
  });
});

test.each(["a && b", "a||b", "{", "x}"])(
  "a name that no query can contain is rejected: “%s”",
  async (name) => {
    await using upstream = await startUpstream(() => ({ json: { results: [] } }));
    await using client = await connect({ ...upstream.environment, ...toolsets });
    for (const pins of ["all", larkmoor ?? ""]) {
      await using restricted = await connect({
        ...upstream.environment,
        ...toolsets,
        CODAT_COMPANY_IDS: pins,
      });
      const result = await restricted.callTool("find_companies", { name });
      expect(errorOf(result).kind).toBe("arguments");
      expect(textOf(result)).toContain("name must not contain &&, ||, { or }");
    }
    expect(upstream.requests).toEqual([]);
    await client.callTool("find_companies", { name: "Smith & Sons | Co" });
    expect(upstream.requests[0]?.url).toContain("query=name~Smith%20%26%20Sons%20%7C%20Co");
  },
);

test("no companies and no match have different meanings", async () => {
  await using upstream = await startUpstream(() => ({ json: { results: [], totalResults: 0 } }));
  await using client = await connect({ ...upstream.environment, ...toolsets });
  expect(textOf(await client.callTool("find_companies"))).toContain(
    "Codat returned no companies for this API key.",
  );
  expect(textOf(await client.callTool("find_companies", { name: "x" }))).toContain(
    "No company name contains this text.",
  );
});

test("two companies with the same name are pointed out", async () => {
  const results = ["Toft Ltd", "toft ltd ", "Other"].map((name, id) => ({ id: String(id), name }));
  await using upstream = await startUpstream(() => ({ json: { results, totalResults: 3 } }));
  await using client = await connect({ ...upstream.environment, ...toolsets });
  const result = await client.callTool("find_companies");
  expect(textOf(result)).toContain(
    "2 of these companies share their name with another one. Distinguish them by id",
  );
});

test("a page that is too large is cut, and the next page starts at the first missing company", async () => {
  const results = Array.from({ length: 100 }, (_, id) => ({ id: String(id), name: "x".repeat(300) }));
  await using upstream = await startUpstream(() => ({ json: { results, totalResults: 100 } }));
  await using client = await connect({
    ...upstream.environment,
    ...toolsets,
    CODAT_RESULT_LIMIT_CHARS: "12000",
  });
  const result = await client.callTool("find_companies");
  expect(result.structuredContent).toMatchObject({ hasMore: true, nextPage: 2, nextPageSize: 25 });
  expect(textOf(result)).toContain("Only the first 25 of this page's 100 companies are included");
});

describe("a restricted server requests only its companies, one by one", () => {
  const pins = { ...toolsets, CODAT_COMPANY_IDS: `${tollgate},${larkmoor}` };

  test.each<[Record<string, unknown>, (string | undefined)[], object]>([
    [{}, [tollgate, larkmoor], { totalResults: 2, hasMore: false }],
    [{ name: "MARINE" }, [tollgate], { totalResults: 1, hasMore: false }],
    [{ name: "bakery" }, [], { totalResults: 0, hasMore: false }],
    [{ pageSize: 1 }, [tollgate], { totalResults: 2, hasMore: true, nextPage: 2 }],
    [{ pageSize: 1, page: 2 }, [larkmoor], { hasMore: false }],
    [{ pageSize: 1, page: 3 }, [], { hasMore: false }],
  ])("%j", async (args, expected, rest) => {
    await using sandbox = await startSandbox();
    await using client = await connect({
      CODAT_BASE_URL: sandbox.baseUrl,
      CODAT_API_KEY: sandbox.apiKey,
      ...pins,
    });
    const result = await client.callTool("find_companies", args);
    expect(rowsOf(result).map(({ id }) => id)).toEqual(expected);
    expect(result.structuredContent).toMatchObject(rest);
    for (const { url } of sandbox.requests) expect([tollgate, larkmoor]).toContain(url.split("/")[2]);
  });

  test("an unknown company is reported, and the others are returned", async () => {
    const gone = "99999999-0000-4000-8000-000000000001";
    await using sandbox = await startSandbox();
    await using client = await connect({
      CODAT_BASE_URL: sandbox.baseUrl,
      CODAT_API_KEY: sandbox.apiKey,
      ...toolsets,
      CODAT_COMPANY_IDS: `${gone},${larkmoor}`,
    });
    const result = await client.callTool("find_companies");
    const unknown = {
      id: gone,
      notice: "This server may read this company, but Codat has no company with this id.",
    };
    expect(rowsOf(result)).toEqual([unknown, expect.objectContaining({ id: larkmoor })]);
    expect(textOf(result)).toContain("Codat does not know 1 of the companies listed in CODAT_COMPANY_IDS.");
    const named = await client.callTool("find_companies", { name: "lark" });
    expect(textOf(named)).toContain("Codat does not know 1 of the companies listed in CODAT_COMPANY_IDS.");
    const page = await client.callTool("find_companies", { pageSize: 1 });
    expect(page.structuredContent).toMatchObject({ results: [unknown], hasMore: true, nextPage: 2 });
  });

  test("a company that cannot be read is an error, not an unknown company", async () => {
    await using upstream = await startUpstream(() => ({ status: 403, json: { error: "No access" } }));
    const restricted = { ...toolsets, CODAT_COMPANY_IDS: `${tollgate},${larkmoor}` };
    await using client = await connect({ ...upstream.environment, ...restricted });
    const result = await client.callTool("find_companies");
    expect(errorOf(result)).toMatchObject({ kind: "forbidden", status: 403 });
    expect(textOf(result)).not.toContain("Codat has no company");
  });
});
