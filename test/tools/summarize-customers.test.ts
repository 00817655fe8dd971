import { describe, expect, test } from "vitest";
import { clients, connect, textOf } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId } = ids;
const toolsets = { CODAT_TOOLSETS: "customers,analysis" };

type Row = Record<string, unknown>;

/** A company with these customers, served in pages. */
function startCompany(rows: Row[]) {
  return startUpstream((url) => {
    const { searchParams } = new URL(url, "http://a");
    const [page, size] = [Number(searchParams.get("page")), Number(searchParams.get("pageSize"))];
    const results = rows.slice((page - 1) * size, page * size);
    const next = page * size < rows.length ? { next: { href: `?page=${page + 1}&pageSize=${size}` } } : {};
    return { json: { results, pageNumber: page, pageSize: size, totalResults: rows.length, _links: next } };
  });
}

async function summarize(rows: Row[], args: Row = {}, settings: Record<string, string> = {}) {
  await using upstream = await startCompany(rows);
  await using client = await connect({ ...upstream.environment, ...toolsets, ...settings });
  const result = await client.callTool("summarize_customers", { companyId, ...args });
  return {
    json: result.structuredContent as Record<string, never> | undefined,
    text: textOf(result),
    requests: upstream.requests.map(({ url }) => url),
  };
}

describe.each(clients)("a summary (%s)", (kind) => {
  test("counts each value as it was received, and keeps absent, null and empty apart", async () => {
    const rows = [
      { id: "1", status: "Active", defaultCurrency: "GBP", metadata: { isDeleted: true } },
      { id: "2", status: "active", defaultCurrency: null, metadata: { isDeleted: "false" } },
      { id: "3", status: "", metadata: null },
      { id: "4", status: "null", defaultCurrency: "GBP" },
      { id: "5", status: null, defaultCurrency: 978 },
    ];
    await using upstream = await startCompany(rows);
    await using client = await connect({ ...upstream.environment, ...toolsets }, kind);
    const { structuredContent } = await client.callTool("summarize_customers", {
      companyId,
      parts: ["counts"],
    });
    expect(structuredContent).toEqual({
      total: 5,
      complete: true,
      counts: {
        status: { Active: 1, active: 1, "(empty)": 1, null: 1, "(null)": 1 },
        currency: { GBP: 2, "(null)": 1, "(absent)": 1, "978": 1 },
        deleted: 1,
      },
    });
  });
});

test("missing values are listed by field, and customers that cannot be reached", async () => {
  const reach = (phone: unknown) => ({ contacts: [{ name: "Jo", phone }] });
  const { json } = await summarize(
    [
      { id: "none" },
      { id: "dash", emailAddress: "-", phone: "n/a", contacts: [] },
      { id: "mail", emailAddress: "a@b.example" },
      { id: "phone", phone: "0161 496 0142" },
      { id: "contact", ...reach([{ number: "0161 496 0142", type: "Primary" }]) },
      { id: "empty contact", ...reach([{ number: "", type: "Primary" }]) },
      { id: "contact's mail", contacts: [{ email: "a@b.example" }] },
    ],
    { parts: ["missing"] },
  );
  expect(json?.unreachable).toEqual({ customers: 3, ids: ["none", "dash", "empty contact"] });
  expect(json?.missing).toMatchObject({
    emailAddress: { absent: 5, null: 0, empty: 0 },
    contacts: { absent: 3, null: 0, empty: 1 },
  });
});

test("duplicates ignore case and spaces, never group placeholders, and say what they cannot find", async () => {
  const { json, text } = await summarize(
    [
      { id: "1", customerName: "Acme  Ltd", taxNumber: "GB 123", phone: "-" },
      { id: "2", customerName: "ACME Ltd", taxNumber: "gb123", phone: "-" },
      { id: "3", customerName: "Acme Limited", taxNumber: "0000000", phone: "N/A" },
      { id: "4", customerName: "Acmeltd", taxNumber: "0000000", phone: "n/a" },
    ],
    { parts: ["duplicates"] },
  );
  expect(json?.duplicates).toEqual([
    { field: "customerName", value: "Acme  Ltd", ids: ["1", "2", "4"] },
    { field: "taxNumber", value: "GB 123", ids: ["1", "2"] },
  ]);
  expect(text).toContain("Ltd and Limited are not found");
});

test("dates are compared as dates; impossible ones are listed and not counted", async () => {
  const dates = [
    "2026-03-01T00:00:00+02:00",
    "2026-02-28T23:00:00Z",
    "2026-02-30",
    "0001-01-01T00:00:00",
    "01/02/2026",
  ];
  const { json } = await summarize(
    [...dates, "", null, undefined].map((modifiedDate, index) => ({ id: `${index}`, modifiedDate })),
    { parts: ["dates"] },
  );
  expect(json?.dates).toMatchObject({
    modifiedDate: { oldest: dates[0], newest: dates[1], invalid: 3, ids: ["2", "3", "4"] },
    sourceModifiedDate: { oldest: null, newest: null, invalid: 0, ids: [] },
  });
});

test("reads all pages in the order of ids, and lists at most 50 ids", async () => {
  const rows = Array.from({ length: 12_000 }, (_, index) => ({ id: `${index}`, status: "Active" }));
  const { json, requests } = await summarize(rows, { parts: ["counts", "missing"], query: "status=Active" });
  expect(json).toMatchObject({ total: 12_000, complete: true, counts: { status: { Active: 12_000 } } });
  expect(json?.unreachable).toMatchObject({ customers: 12_000, more: 11_950 });
  expect(requests).toHaveLength(3);
  expect(requests.every((url) => url.includes("orderBy=id") && url.includes("pageSize=5000"))).toBe(true);
});

test("stops at 50,000 customers and says that the figures are not complete", async () => {
  const page = Array.from({ length: 5000 }, (_, index) => index);
  await using upstream = await startUpstream((url) => {
    const number = Number(new URL(url, "http://a").searchParams.get("page"));
    const results = page.map((index) => ({ id: `${number}-${index}` }));
    return {
      json: {
        results,
        totalResults: 60_000,
        _links: { next: { href: `?page=${number + 1}&pageSize=5000` } },
      },
    };
  });
  await using client = await connect({ ...upstream.environment, ...toolsets });
  const result = await client.callTool("summarize_customers", { companyId, parts: ["counts"] });
  expect(result.structuredContent).toMatchObject({ total: 50_000, complete: false });
  expect(textOf(result)).toContain("Only 50000 of 60000 customers were read");
});

test("a customer that a sync shifts to the next page is counted once", async () => {
  const pages = [
    ["1", "2"],
    ["2", "3"],
  ];
  await using upstream = await startUpstream((_, nth) => ({
    json: {
      results: pages[nth - 1]?.map((id) => ({ id })),
      totalResults: 3,
      _links: nth === 1 ? { next: { href: "?page=2&pageSize=5000" } } : {},
    },
  }));
  await using client = await connect({ ...upstream.environment, ...toolsets });
  const { structuredContent } = await client.callTool("summarize_customers", {
    companyId,
    parts: ["counts"],
  });
  expect(structuredContent).toMatchObject({ total: 3, complete: true });
});

test("a result over the limit keeps its numbers and lists fewer ids", async () => {
  const rows = Array.from({ length: 400 }, (_, index) => ({ id: `${index}-${"x".repeat(60)}` }));
  const { json, text } = await summarize(rows, {}, { CODAT_RESULT_LIMIT_CHARS: "5000" });
  expect(text.length).toBeLessThan(6000);
  expect(json?.unreachable).toMatchObject({ customers: 400 });
});

test("masked values group by equality and do not show themselves", async () => {
  const rows = [
    { id: "1", emailAddress: "jo@acme.example", phone: "-" },
    { id: "2", emailAddress: "JO@acme.example ", phone: "-" },
    { id: "3", emailAddress: "al@acme.example", phone: "0161 496 0142" },
  ];
  const { json, text } = await summarize(rows, {}, { CODAT_MASK: "email,phone" });
  expect(text).not.toContain("acme");
  expect(json?.duplicates).toMatchObject([{ field: "emailAddress", ids: ["1", "2"] }]);
});
