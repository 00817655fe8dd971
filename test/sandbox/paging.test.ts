import { expect, test } from "vitest";
import { startSandbox } from "../../src/sandbox/index.ts";
import { customersPath, xero } from "./companies.ts";
import { getError, getPage } from "./get.ts";

const path = customersPath(xero);

test.each([1, 7, 100, 240])(
  "following the links with pages of %i visits each of 240 customers once",
  async (pageSize) => {
    await using sandbox = await startSandbox();
    const seen: string[] = [];
    let href: string | undefined = `${path}?pageSize=${pageSize}`;
    let pages = 0;
    while (href !== undefined) {
      const page = await getPage(sandbox, href);
      pages += 1;
      expect(page).toMatchObject({ pageNumber: pages, pageSize, totalResults: 240 });
      seen.push(...page.results.map(({ id }) => id));
      href = page._links.next?.href;
    }
    expect(pages).toBe(Math.ceil(240 / pageSize));
    expect(seen).toHaveLength(240);
    expect(new Set(seen).size).toBe(240);
  },
);

test("the default is page 1 with pageSize 100", async () => {
  await using sandbox = await startSandbox();
  const page = await getPage(sandbox, path);
  expect(page).toMatchObject({ pageNumber: 1, pageSize: 100, totalResults: 240 });
  expect(page.results).toHaveLength(100);
  expect(page._links).toEqual({
    current: { href: `${path}?page=1&pageSize=100` },
    self: { href: path },
    next: { href: `${path}?page=2&pageSize=100` },
  });
});

test("a page past the end is empty and has a link back", async () => {
  await using sandbox = await startSandbox();
  const page = await getPage(sandbox, `${path}?page=4&pageSize=100`);
  expect(page).toMatchObject({ results: [], pageNumber: 4, totalResults: 240 });
  expect(page._links).not.toHaveProperty("next");
  expect(page._links.previous).toEqual({ href: `${path}?page=3&pageSize=100` });
});

test("links contain query and orderBy, encoded once", async () => {
  await using sandbox = await startSandbox();
  const query = encodeURIComponent("customerName~& Sons Ltd||customerName~ä");
  const page = await getPage(sandbox, `${path}?pageSize=2&query=${query}&orderBy=-customerName`);
  expect(page.totalResults).toBeLessThan(240);
  expect(page._links.next?.href).toBe(`${path}?page=2&pageSize=2&query=${query}&orderBy=-customerName`);
});

test.each([
  "page=0",
  "page=-1",
  "page=1.5",
  "page=x",
  "page=",
  "pageSize=0",
  "pageSize=5001",
  "pageSize=1e2",
])("%s is rejected with 400", async (search) => {
  await using sandbox = await startSandbox();
  const [status, error] = await getError(sandbox, `${path}?${search}`);
  expect(status).toBe(400);
  expect(error).toMatch(/^The field page(Size)? must be between 1 and \d+\.$/);
});

test("the largest pageSize is 5,000", async () => {
  await using sandbox = await startSandbox();
  expect((await getPage(sandbox, `${path}?pageSize=5000`)).results).toHaveLength(240);
});
