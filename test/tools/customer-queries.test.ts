import { describe, expect, test } from "vitest";
import { connect, errorOf, textOf } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId } = ids;

interface Company {
  all?: number;
  matching: number;
  /** The status of the response to a request without a query. */
  status?: number;
}

/** A company whose every filter matches the same number of customers. */
function startCompany({ all = 240, matching, status = 200 }: Company) {
  return startUpstream((url) => {
    const isFiltered = url.includes("query=");
    const totalResults = isFiltered ? matching : all;
    const results = totalResults > 0 ? [{ id: "1" }] : [];
    return { status: isFiltered ? 200 : status, json: { results, totalResults } };
  });
}

async function ask(query: string, company: Company) {
  await using upstream = await startCompany(company);
  await using client = await connect(upstream.environment);
  const result = await client.callTool("list_customers", { companyId, query });
  return {
    result,
    summary: textOf(result).split("\n")[0],
    requests: upstream.requests.map(({ url }) => url),
  };
}

describe("a query that matches nothing says what may be wrong in it", () => {
  test.each([
    ["status=active", "case matters. Write `status=Active`."],
    ["status=Open", "The values of status are Unknown, Active and Archived"],
    ["status=Active,Archived", "write `{ status=Active || status=Archived }`"],
    ["status!=Active,Archived", "write `{ status!=Active && status!=Archived }`"],
    ["customerName~Bed AND Breakfast", "`AND` is read as part of the value"],
    ["customerName=Acme", "write `customerName~Acme`"],
    ["customerName~*Acme*", "write `customerName~Acme`"],
    ["customerName=null", "A missing customerName cannot be queried."],
    ['customerName~"Acme', "Quotes are part of the value"],
    ["sourceModifiedDate>=2999-01-01", "2999-01-01 is in the future"],
    ["modifiedDate>=2026-01-01", "sourceModifiedDate"],
    ["metadata.isDeleted=false", "metadata.isDeleted!=true"],
    ["contacts.name~Jo", "`contacts.name` cannot be queried."],
    ["custommerName~Jo", "did you mean customerName?"],
    ["status=Active && status=Archived || customerName~Jo", "Group conditions with { }"],
  ])("%s", async (query, expected) => {
    const { summary, result } = await ask(query, { matching: 0 });
    expect(summary).toContain("No customer matches the query. Check the query:");
    expect(summary).toContain(expected);
    expect(result.structuredContent).toMatchObject({ notice: expect.stringContaining(expected) });
  });

  test("and nothing where the query looks right", async () => {
    const { summary, requests } = await ask("status=Archived", { matching: 0 });
    expect(summary).toBe("No customer matches the query.");
    expect(requests).toHaveLength(1);
  });
});

describe("a query that keeps everything", () => {
  const query = "modifiedDate>=2020-01-01";

  test("says so, after one request for the number of all customers", async () => {
    const { summary, requests } = await ask(query, { matching: 240 });
    expect(summary).toContain("The query kept all 240 customers. Check the query: modifiedDate is when");
    expect(requests).toHaveLength(2);
    expect(requests[1]).toContain("pageSize=1");
  });

  test("says so without a request if the number is known", async () => {
    await using upstream = await startCompany({ matching: 240 });
    await using client = await connect(upstream.environment);
    await client.callTool("list_customers", { companyId });
    for (const asked of [query, "status=Active"]) {
      const result = await client.callTool("list_customers", { companyId, query: asked });
      expect(textOf(result)).toContain("The query kept all 240 customers.");
    }
    expect(upstream.requests).toHaveLength(3);
  });

  test("says nothing if the number cannot be read", async () => {
    const { summary, result } = await ask(query, { matching: 240, status: 500 });
    expect(result.isError).not.toBe(true);
    expect(summary).not.toContain("kept all");
  });

  test("and one that keeps a part gets no remark", async () => {
    const { summary } = await ask(query, { matching: 239 });
    expect(summary).not.toContain("Check the query");
  });
});

test("a clear mistake is rejected before a request", async () => {
  const { result, requests } = await ask("sourceModifiedDate>=01/06/2026", { matching: 1 });
  expect(errorOf(result)).toMatchObject({ kind: "arguments" });
  expect(textOf(result)).toContain("sourceModifiedDate>=2026-01-31");
  expect(requests).toEqual([]);
});

test("a name that holds AND is sent unchanged", async () => {
  const { requests } = await ask("customerName~Bed AND Breakfast", { matching: 1, all: 2 });
  expect(new URL(requests[0] ?? "", "http://a").searchParams.get("query")).toBe(
    "customerName~Bed AND Breakfast",
  );
});
