import { expect, test } from "vitest";
import type { SummarizeCustomersResult } from "../../src/results.ts";
import { connect, errorOf } from "../support/connect.ts";
import { ids, type Reply, startUpstream } from "../support/upstream.ts";

const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => ({ id: `c${from + at}`, status: "Active" }));
const linkTo = (page: number, pageSize = 5000) => ({ next: { href: `?page=${page}&pageSize=${pageSize}` } });

/** The result over an upstream with this reply for each page. */
async function summarize(reply: (page: number, pageSize: number) => Reply) {
  await using upstream = await startUpstream((url) => {
    const { searchParams } = new URL(url, "http://a");
    return reply(Number(searchParams.get("page")), Number(searchParams.get("pageSize")));
  });
  await using client = await connect({
    ...upstream.environment,
    CODAT_TOOLSETS: "analysis",
    CODAT_RETRY_STRATEGY: "none",
  });
  const result = await client.callTool("summarize_customers", {
    companyId: ids.companyId,
    parts: ["counts"],
  });
  return {
    result,
    summary: result.structuredContent as unknown as SummarizeCustomersResult,
    requests: upstream.requests.length,
  };
}

test("pages that an upstream makes smaller are all read", async () => {
  const { summary, requests } = await summarize((page) => ({
    json: {
      results: rows((page - 1) * 100 + 1, page * 100),
      pageSize: 100,
      totalResults: 700,
      _links: page < 7 ? linkTo(page + 1, 100) : {},
    },
  }));
  expect(summary).toMatchObject({ total: 700, complete: true });
  expect(requests).toBe(7);
});

test.each<[string, (page: number) => object, Partial<SummarizeCustomersResult>]>([
  [
    "repeats a page forever",
    (page) => ({ results: rows(1, 3), totalResults: 9, _links: linkTo(page + 1) }),
    { total: 3 },
  ],
  ["reports more than it returns", () => ({ results: rows(1, 3), totalResults: 9 }), { total: 3 }],
  ["reports fewer than it returns", () => ({ results: rows(1, 3), totalResults: 2 }), { total: 3 }],
  ["returns no list", () => ({ results: null, totalResults: 9 }), { total: 0 }],
  [
    "ends with an empty page",
    (page) => ({ results: page === 1 ? rows(1, 3) : [], totalResults: 9, _links: linkTo(page + 1) }),
    { total: 3 },
  ],
])("an upstream that %s is not complete", async (_, pageOf, expected) => {
  const { summary, requests } = await summarize((page) => ({ json: pageOf(page) }));
  expect(summary).toMatchObject({ ...expected, complete: false });
  expect(summary.notice).toContain("not complete");
  expect(requests).toBeLessThanOrEqual(2);
});

test("rows without an id that never end stop at 500 pages", async () => {
  const { summary, requests } = await summarize((page) => ({
    json: { results: [{ status: "Active" }], _links: linkTo(page + 1) },
  }));
  expect(summary).toMatchObject({ total: 500, complete: false });
  expect(requests).toBe(500);
});

test("a 429 between two pages is an error with the wait, not half a summary", async () => {
  const { result } = await summarize((page) =>
    page === 1
      ? { json: { results: rows(1, 5000), totalResults: 9000, _links: linkTo(2) } }
      : { status: 429, json: {}, headers: { "retry-after": "90" } },
  );
  expect(result.isError).toBe(true);
  expect(errorOf(result)).toMatchObject({ kind: "throttled", retryAfterSeconds: 90 });
});

test("customers that are no objects, and thousands of statuses, do not spoil the counts", async () => {
  const odd = [
    null,
    1,
    "x",
    [],
    ...Array.from({ length: 3000 }, (_, at) => ({ id: `${at}`, status: `S${at % 1000}` })),
  ];
  const { summary } = await summarize(() => ({ json: { results: odd, totalResults: 3000 } }));
  expect(summary.total).toBe(3000);
  const status = summary.counts?.status ?? {};
  expect(Object.keys(status)).toHaveLength(51);
  expect(Object.values(status).reduce((sum, count) => sum + count, 0)).toBe(3000);
});
