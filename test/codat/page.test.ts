import fc from "fast-check";
import { expect, test } from "vitest";
import { readPage } from "../../src/codat/page.ts";

const asked = { page: 2, pageSize: 3 };
const rows = [{}, {}, {}];
const next = (href: unknown) => ({ _links: { next: { href } } });

test.each<[string, Record<string, unknown>, ReturnType<typeof readPage>]>([
  [
    "a middle page with its next link",
    { results: rows, pageNumber: 2, pageSize: 3, totalResults: 9, ...next("/c?page=3&pageSize=3") },
    { rows, page: 2, pageSize: 3, total: 9, next: { page: 3, pageSize: 3 } },
  ],
  [
    "the last page",
    { results: rows, pageNumber: 2, pageSize: 3, totalResults: 6, _links: {} },
    { rows, page: 2, pageSize: 3, total: 6, next: undefined },
  ],
  [
    "no links, but a total with more rows",
    { results: rows, pageNumber: 2, pageSize: 3, totalResults: 7 },
    { rows, page: 2, pageSize: 3, total: 7, next: { page: 3, pageSize: 3 } },
  ],
  [
    "only a full list",
    { results: rows },
    { rows, ...asked, total: undefined, next: { page: 3, pageSize: 3 } },
  ],
  ["only a short list", { results: [{}] }, { rows: [{}], ...asked, total: undefined, next: undefined }],
  ["an empty response", {}, { rows: undefined, ...asked, total: undefined, next: undefined }],
  [
    "a list that is null",
    { results: null, pageNumber: null, pageSize: null, totalResults: null, _links: null },
    { rows: undefined, ...asked, total: undefined, next: undefined },
  ],
  [
    "invalid numbers",
    { results: rows, pageNumber: "2", pageSize: -1, totalResults: 1.5, ...next("?page=3") },
    { rows, ...asked, total: undefined, next: { page: 3, pageSize: 3 } },
  ],
  [
    "an empty company",
    { results: [], pageNumber: 2, pageSize: 3, totalResults: 0 },
    { rows: [], ...asked, total: 0, next: undefined },
  ],
  [
    "a page past the end",
    { results: [], pageNumber: 2, pageSize: 3, totalResults: 2 },
    { rows: [], ...asked, total: 2, next: undefined },
  ],
  [
    "another page number than requested",
    { results: rows, pageNumber: 7, pageSize: 3, totalResults: 9 },
    { rows, ...asked, total: 9, next: { page: 3, pageSize: 3 } },
  ],
  [
    "a smaller size than requested",
    { results: rows.slice(0, 2), pageSize: 2, totalResults: 9 },
    { rows: rows.slice(0, 2), page: 2, pageSize: 2, total: 9, next: { page: 3, pageSize: 2 } },
  ],
  [
    "a larger size than requested",
    { results: rows, pageSize: 50, totalResults: 9 },
    { rows, ...asked, total: 9, next: { page: 3, pageSize: 3 } },
  ],
])("reads %s", (_, answer, expected) => {
  expect(readPage(answer, asked)).toEqual(expected);
});

test.each([
  ["names another size", "/c?page=5&pageSize=10", { page: 5, pageSize: 10 }],
  ["is absolute", "https://api.codat.io/c?page=3&pageSize=3", { page: 3, pageSize: 3 }],
  ["names no page", "/c?token=x", { page: 3, pageSize: 3 }],
  ["points to an earlier page", "/c?page=1", { page: 3, pageSize: 3 }],
  ["names invalid numbers", "/c?page=two&pageSize=-4", { page: 3, pageSize: 3 }],
  ["names numbers that Codat does not accept", "/c?page=2147483648&pageSize=5001", { page: 3, pageSize: 3 }],
  ["is empty", "", { page: 3, pageSize: 3 }],
])("the next page after a link that %s", (_, href, expected) => {
  expect(readPage({ results: [{}], ...next(href) }, asked).next).toEqual(expected);
});

test.each([null, 5, {}, "http://[broken"])("a link to %j is ignored, and the total decides", (href) => {
  expect(readPage({ results: rows, totalResults: 6, ...next(href) }, asked).next).toBeUndefined();
  expect(readPage({ results: rows, totalResults: 7, ...next(href) }, asked).next).toEqual({
    page: 3,
    pageSize: 3,
  });
});

test("for any response, the next page is a later one with a size of at least 1", () => {
  const odd = fc.oneof(
    fc.constantFrom(null, true, "2", -1, 0, 1.5, 2 ** 60, [], {}),
    fc.nat(20),
    fc.constant(rows),
  );
  const links = fc.oneof(
    odd,
    fc
      .string({ unit: fc.constantFrom("page=", "pageSize=", "&", "-", "2", "7", "0", "x") })
      .map((query) => ({ next: { href: `/c?${query}` } })),
  );
  const answers = fc.record(
    { results: odd, pageNumber: odd, pageSize: odd, totalResults: odd, _links: links },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(answers, (answer) => {
      const { page, pageSize, next } = readPage(answer, asked);
      expect(page >= 1 && pageSize >= 1).toBe(true);
      if (next) expect(next.page > page && next.pageSize >= 1).toBe(true);
    }),
    { numRuns: 300 },
  );
});
