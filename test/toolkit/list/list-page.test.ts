import { describe, expect, test } from "vitest";
import { connect, errorOf, textOf } from "../../support/connect.ts";
import { type Listed, listedIn, pages } from "../../support/pages.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

const { companyId } = ids;

test.each([null, {}, "none"])(
  "the text of a page whose list is %j has it as Codat returned it",
  async (results) => {
    await using upstream = await startUpstream(() => ({ json: { results, pageNumber: 1, pageSize: 100 } }));
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId });
    const json = result.content.at(-1);
    expect(json?.type === "text" && JSON.parse(json.text)).toEqual(result.structuredContent);
    expect(result.structuredContent).toMatchObject({ results });
  },
);

describe("a page that is too large", () => {
  const heavy = (number: number) => ({
    id: `${number}`,
    customerName: "x".repeat(300),
    contacts: [{ name: "c".repeat(400) }],
    addresses: [],
    supplementalData: { content: { a: 1 } },
  });

  test("first omits its heavy fields and reports how to get them", async () => {
    await using upstream = await pages(100, heavy);
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId });
    const { results, notice, hasMore } = listedIn(result);
    expect(results).toHaveLength(100);
    expect(results.every((row) => Object.keys(row).join() === "id,customerName")).toBe(true);
    expect(notice).toBe(
      "contacts, addresses and supplementalData are omitted because the page was too large. Request them with fields, or use get_customer.",
    );
    expect(textOf(result)).toContain(notice);
    expect(hasMore).toBe(false);
  });

  test("names only the fields that the rows in the result had", async () => {
    await using upstream = await pages(100, (number) => ({
      id: `${number}`,
      customerName: "x".repeat(1_000),
      contacts: [{ name: "c".repeat(400) }],
      ...(number > 60 && { addresses: [] }),
    }));
    const environment = { ...upstream.environment, CODAT_RESULT_LIMIT_CHARS: "75000" };
    await using client = await connect(environment);
    const { results, notice } = listedIn(await client.callTool("list_customers", { companyId }));
    expect(results).toHaveLength(50);
    expect(notice).toMatch(/^contacts is omitted because the page was too large\./);
  });

  test("does not name fields that were not requested", async () => {
    await using upstream = await pages(100, (number) => ({
      ...heavy(number),
      customerName: "x".repeat(990),
    }));
    const environment = { ...upstream.environment, CODAT_RESULT_LIMIT_CHARS: "75000" };
    await using client = await connect(environment);
    const fields = ["id", "customerName"];
    const { results, notice } = listedIn(await client.callTool("list_customers", { companyId, fields }));
    expect(results).toHaveLength(50);
    expect(notice).toMatch(/^Only the first 50 of this page's 100 customers are included/);
  });

  test("keeps requested heavy fields", async () => {
    await using upstream = await pages(100, heavy);
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId, fields: ["id", "contacts"] });
    const { results } = listedIn(result);
    expect(results[0]).toHaveProperty("contacts");
  });

  test.each([
    [700, 100, 1],
    [700, 100, 2],
    [2000, 240, 3],
  ])(
    "loses and repeats no row if read to the end with the reported sizes (rows of %i characters, %i per page, from page %i)",
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
        const listed: Listed = listedIn(result);
        seen.push(...listed.results.map(({ id }) => id));
        const size: number = listed.nextPageSize ?? position.pageSize;
        position = listed.hasMore ? { page: listed.nextPage ?? 0, pageSize: size } : undefined;
      }
      const first = (start - 1) * pageSize + 1;
      expect(seen).toEqual(Array.from({ length: 560 - first + 1 }, (_, index) => `${first + index}`));
    },
  );

  test("page 2 of 100 with 25 rows kept continues at page 6 of 25", async () => {
    await using upstream = await pages(240, (number) => ({
      id: `${number}`,
      customerName: "x".repeat(1_100),
    }));
    await using client = await connect({ ...upstream.environment, CODAT_RESULT_LIMIT_CHARS: "40000" });
    const result = await client.callTool("list_customers", { companyId, page: 2 });
    expect(result.structuredContent).toMatchObject({ hasMore: true, nextPage: 6, nextPageSize: 25 });
    expect(result.content[0]).toMatchObject({
      text: "Customers 101-125 of 240. Next: page 6, pageSize 25. Only the first 25 of this page's 100 customers are included because the page was too large. Continue with page 6 and pageSize 25.",
    });
  });

  test.each<[{ pageSize: number; page?: number }]>([[{ pageSize: 97 }], [{ pageSize: 97, page: 3 }]])(
    "an error names a size that fits if no divisor does (%j)",
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
      const { results } = listedIn(result);
      expect(results).toHaveLength(Number(pageSize));
      const firstMissing = ((position.page ?? 1) - 1) * 97 + 1;
      expect(results.map(({ id }) => id)).toContain(`${firstMissing}`);
    },
  );

  test("for a customer too large for any page, the error refers to get_customer", async () => {
    await using upstream = await pages(3, (number) => ({
      id: `${number}`,
      customerName: "x".repeat(70_000),
    }));
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId });
    expect(textOf(result)).toContain("get_customer");
  });

  test("without a limit, a page can use 9 MiB, including both its forms", async () => {
    await using upstream = await pages(5000, (number) => ({
      id: `${number}`,
      customerName: '"'.repeat(400),
    }));
    await using client = await connect({ ...upstream.environment, CODAT_RESULT_LIMIT_CHARS: "0" });
    const result = await client.callTool("list_customers", { companyId, pageSize: 5000 });
    const { results, nextPageSize } = listedIn(result);
    expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(9 * 1024 * 1024);
    expect(results.length).toBe(nextPageSize);
    expect(results.length).toBeGreaterThan(2000);
  });
});
