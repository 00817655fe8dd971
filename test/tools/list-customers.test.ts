import { describe, expect, test } from "vitest";
import { clients, connect, errorOf, textOf } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId } = ids;

/** Customers 1 to `total`, served in pages as Codat does; each row made by `row`. */
function pages(total: number, row: (number: number) => object = (number) => ({ id: String(number) })) {
  return startUpstream((url) => {
    const { pathname, searchParams } = new URL(url, "http://upstream");
    const page = Number(searchParams.get("page"));
    const pageSize = Number(searchParams.get("pageSize"));
    const first = (page - 1) * pageSize;
    const length = Math.max(0, Math.min(pageSize, total - first));
    const next = first + length < total && length > 0;
    return {
      json: {
        results: Array.from({ length }, (_, index) => row(first + index + 1)),
        pageNumber: page,
        pageSize,
        totalResults: total,
        _links: {
          self: { href: pathname },
          ...(next && { next: { href: `${pathname}?page=${page + 1}&pageSize=${pageSize}` } }),
        },
      },
    };
  });
}

interface Listed {
  results: { id: string; [field: string]: unknown }[];
  hasMore: boolean;
  nextPage?: number;
  nextPageSize?: number;
  notice?: string;
}

describe("what is sent", () => {
  test("page and pageSize go out always, query and orderBy encoded once", async () => {
    await using upstream = await pages(1);
    await using client = await connect(upstream.environment);
    await client.callTool("list_customers", { companyId });
    const query = "customerName~Smith & Co+Söhne && {status=Active || metadata.isDeleted!=true}";
    await client.callTool("list_customers", {
      companyId,
      page: 2,
      pageSize: 5000,
      query,
      orderBy: "-modifiedDate",
    });
    const [first, second] = upstream.requests.map(({ url }) => url);
    expect(first).toBe(`/companies/${companyId}/data/customers?page=1&pageSize=100`);
    expect(new URL(second ?? "", "http://upstream").searchParams.get("query")).toBe(query);
    expect(second).toBe(
      `/companies/${companyId}/data/customers?page=2&pageSize=5000&query=${encodeURIComponent(query)}&orderBy=-modifiedDate`,
    );
  });

  test("fields stay here, and only they come back", async () => {
    await using upstream = await pages(2, (number) => ({ id: `${number}`, customerName: "A", phone: null }));
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId, fields: ["id", "phone"] });
    expect(upstream.requests[0]?.url).not.toContain("fields");
    expect((result.structuredContent as unknown as Listed).results).toEqual([
      { id: "1", phone: null },
      { id: "2", phone: null },
    ]);
  });

  test("a field that no customer has is said to be missing", async () => {
    await using upstream = await pages(1);
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId, fields: ["id", "customerNam"] });
    expect(textOf(result)).toContain(
      "No customer here has a field `customerNam`: did you mean `customerName`?",
    );
  });
});

describe("where the list goes on", () => {
  test.each([
    [{ pageSize: 100 }, "Customers 1-100 of 240. Next: page 2.", { hasMore: true, nextPage: 2 }],
    [{ pageSize: 100, page: 3 }, "Customers 201-240 of 240.", { hasMore: false }],
    [
      { pageSize: 100, page: 4 },
      "Page 4 is past the end: 240 customers, 3 pages of 100.",
      { hasMore: false },
    ],
  ])("%j: %s", async (position, words, onward) => {
    await using upstream = await pages(240);
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId, ...position });
    expect(result.content[0]).toMatchObject({ text: words });
    const { hasMore, nextPage } = result.structuredContent as unknown as Listed;
    expect({ hasMore, nextPage }).toEqual(onward);
  });

  test.each([
    [{}, "This company has no customers."],
    [{ query: "status=Archived" }, "No customer matches the query."],
    [{ page: 2 }, "Page 2 is past the end: 0 customers, 0 pages of 100."],
  ])("an empty page says why it is empty (%j)", async (args, words) => {
    await using upstream = await pages(0);
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId, ...args });
    expect(result.content[0]).toMatchObject({ text: words });
  });

  test.each([
    ["the totals, without links", { totalResults: 3 }, { hasMore: true, nextPage: 2 }],
    ["the totals, at the end", { totalResults: 2 }, { hasMore: false }],
    ["a full page, where nothing is said", {}, { hasMore: true, nextPage: 2 }],
    [
      "the link, against the totals",
      { totalResults: 2, _links: { next: { href: "/x?page=2&pageSize=2" } } },
      { hasMore: true, nextPage: 2 },
    ],
    [
      "a link to another size",
      { _links: { next: { href: "/x?page=5&pageSize=1" } } },
      { hasMore: true, nextPage: 5, nextPageSize: 1 },
    ],
    [
      "a link that leads back",
      { _links: { next: { href: "/x?page=1&pageSize=2" } } },
      { hasMore: true, nextPage: 2 },
    ],
  ])("is read from %s", async (_, envelope, onward) => {
    await using upstream = await startUpstream(() => ({
      json: { results: [{ id: "1" }, { id: "2" }], ...envelope },
    }));
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId, pageSize: 2 });
    const { hasMore, nextPage, nextPageSize } = result.structuredContent as unknown as Listed;
    expect({ hasMore, nextPage, nextPageSize }).toEqual(onward);
  });

  test("page 1 without rows, of a list that has some, is not called empty", async () => {
    await using upstream = await startUpstream(() => ({ json: { results: [], totalResults: 240 } }));
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId });
    expect(result.content[0]).toMatchObject({ text: "Codat sent none of its 240 customers: call again." });
  });

  test("with a query the total is of those that match", async () => {
    await using upstream = await pages(27);
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId, query: "status=Active" });
    expect(result.content[0]).toMatchObject({ text: "Customers 1-27 of 27 that match." });
  });

  test.each([
    ["a number that is not the page's", { pageNumber: 1, totalResults: 5 }, { hasMore: true, nextPage: 3 }],
    [
      "a size that Codat never has",
      { pageSize: 100_000_000, totalResults: 500 },
      { hasMore: true, nextPage: 3 },
    ],
    [
      "a link beyond what Codat takes",
      { _links: { next: { href: "/x?page=99999999999&pageSize=10000" } } },
      { hasMore: true, nextPage: 3 },
    ],
    [
      "fields of the names that this server adds",
      { totalResults: 3, nextPage: null, notice: { a: 1 } },
      { hasMore: false, nextPage: null },
    ],
  ])("an answer with %s leads nobody astray", async (_, envelope, onward) => {
    const results = Array.from({ length: 2 }, (_, index) => ({
      id: `${index}`,
      customerName: "x".repeat(40_000),
    }));
    await using upstream = await startUpstream(() => ({ json: { results, ...envelope } }));
    for (const kind of clients) {
      await using client = await connect({ ...upstream.environment, CODAT_RESULT_LIMIT_CHARS: "0" }, kind);
      const result = await client.callTool("list_customers", { companyId, page: 2, pageSize: 2 });
      expect(result.structuredContent).toMatchObject(onward);
    }
  });

  test("an answer without a list is not taken for none", async () => {
    await using upstream = await startUpstream(() => ({ json: { results: null, totalResults: 7 } }));
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId });
    expect(textOf(result)).toContain("Codat gave no list of customers");
    expect(result.structuredContent).toEqual({ results: null, totalResults: 7, hasMore: false });
  });
});

describe("a page that is too large", () => {
  const heavy = (number: number) => ({
    id: `${number}`,
    customerName: "x".repeat(300),
    contacts: [{ name: "c".repeat(400) }],
    addresses: [],
    supplementalData: { content: { a: 1 } },
  });

  test("first loses its heavy fields, and says so and how to get them", async () => {
    await using upstream = await pages(100, heavy);
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId });
    const { results, notice, hasMore } = result.structuredContent as unknown as Listed;
    expect(results).toHaveLength(100);
    expect(results.every((row) => Object.keys(row).join() === "id,customerName")).toBe(true);
    expect(notice).toBe(
      "contacts, addresses and supplementalData are left out: the page was too large. Ask for them with fields, or by get_customer.",
    );
    expect(textOf(result)).toContain(notice);
    expect(hasMore).toBe(false);
  });

  test("keeps the heavy fields that are asked for", async () => {
    await using upstream = await pages(100, heavy);
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId, fields: ["id", "contacts"] });
    const { results } = result.structuredContent as unknown as Listed;
    expect(results[0]).toHaveProperty("contacts");
  });

  test.each([
    [700, 100, 1],
    [700, 100, 2],
    [2000, 240, 3],
  ])(
    "walked to its end in the sizes it names loses no row and repeats none (rows of %i characters, %i a page, from %i)",
    async (characters, pageSize, start) => {
      await using upstream = await pages(560, (number) => ({
        id: `${number}`,
        customerName: "x".repeat(characters),
      }));
      await using client = await connect({ ...upstream.environment, CODAT_RESULT_LIMIT_CHARS: "50000" });
      const seen: string[] = [];
      let position: { page: number; pageSize: number } | undefined = { page: start, pageSize };
      while (position) {
        const result = await client.callTool("list_customers", { companyId, ...position });
        expect(textOf(result).length).toBeLessThan(52_000);
        const listed: Listed = result.structuredContent as unknown as Listed;
        seen.push(...listed.results.map(({ id }) => id));
        const size: number = listed.nextPageSize ?? position.pageSize;
        position = listed.hasMore ? { page: listed.nextPage ?? 0, pageSize: size } : undefined;
      }
      const first = (start - 1) * pageSize + 1;
      expect(seen).toEqual(Array.from({ length: 560 - first + 1 }, (_, index) => `${first + index}`));
    },
  );

  test("page 2 of 100 with 25 kept goes on at page 6 of 25", async () => {
    await using upstream = await pages(240, (number) => ({
      id: `${number}`,
      customerName: "x".repeat(1_100),
    }));
    await using client = await connect({ ...upstream.environment, CODAT_RESULT_LIMIT_CHARS: "40000" });
    const result = await client.callTool("list_customers", { companyId, page: 2 });
    expect(result.structuredContent).toMatchObject({ hasMore: true, nextPage: 6, nextPageSize: 25 });
    expect(result.content[0]).toMatchObject({
      text: "Customers 101-125 of 240. Next: page 6, pageSize 25. Only the first 25 of this page's 100 customers are here: it was too large. Go on at page 6 with pageSize 25.",
    });
  });

  test.each<[{ pageSize: number; page?: number }]>([[{ pageSize: 97 }], [{ pageSize: 97, page: 3 }]])(
    "an error names a size that fits where no divisor does (%j)",
    async (position) => {
      await using upstream = await pages(500, (number) => ({
        id: `${number}`,
        customerName: "x".repeat(1_000),
      }));
      await using client = await connect({ ...upstream.environment, CODAT_RESULT_LIMIT_CHARS: "40000" });
      const refused = await client.callTool("list_customers", { companyId, ...position });
      expect(errorOf(refused)).toMatchObject({ kind: "too_large", retryable: false });
      const [, pageSize, page] = /pageSize (\d+) and page (\d+)/.exec(textOf(refused)) ?? [];
      const result = await client.callTool("list_customers", { companyId, pageSize, page });
      const { results } = result.structuredContent as unknown as Listed;
      expect(results).toHaveLength(Number(pageSize));
      const firstMissing = ((position.page ?? 1) - 1) * 97 + 1;
      expect(results.map(({ id }) => id)).toContain(`${firstMissing}`);
    },
  );

  test("one customer too large for any page is left to fields or get_customer", async () => {
    await using upstream = await pages(3, (number) => ({
      id: `${number}`,
      customerName: "x".repeat(70_000),
    }));
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId });
    expect(textOf(result)).toContain("get_customer");
  });

  test("with no limit a page is as large as a message may be, 9 MiB with both its forms", async () => {
    await using upstream = await pages(5000, (number) => ({
      id: `${number}`,
      customerName: '"'.repeat(400),
    }));
    await using client = await connect({ ...upstream.environment, CODAT_RESULT_LIMIT_CHARS: "0" });
    const result = await client.callTool("list_customers", { companyId, pageSize: 5000 });
    const { results, nextPageSize } = result.structuredContent as unknown as Listed;
    expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(9 * 1024 * 1024);
    expect(results.length).toBe(nextPageSize);
    expect(results.length).toBeGreaterThan(2000);
  });
});
