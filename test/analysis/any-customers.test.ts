import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { SummarizeCustomersResult } from "../../src/results.ts";
import { connect } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";

type Row = Record<string, unknown>;

const count = 10_000;
const duplicateFields = ["customerName", "emailAddress", "phone", "registrationNumber", "taxNumber"];
const presenceFields = [
  ...["customerName", "contactName", "emailAddress", "defaultCurrency", "phone", "addresses", "contacts"],
  ...["registrationNumber", "taxNumber", "status", "modifiedDate", "sourceModifiedDate"],
];

const odd = fc.constantFrom<unknown>("", " ", "\t", null, undefined, "-", "n/a", "N/A", "0000", "unknown");
const name = fc.integer({ min: 0, max: 400 }).map((at) => `Customer ${at} Ltd`);
const spelled = fc
  .tuple(name, fc.constantFrom("as is", "upper", "spaces", "wide"))
  .map(([text, how]) =>
    how === "upper"
      ? text.toUpperCase()
      : how === "spaces"
        ? ` ${text.replaceAll(" ", "  ")}\u00a0`
        : how === "wide"
          ? text.replace(/[a-z]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))
          : text,
  );
const phone = fc.constantFrom<unknown>("0161 496 0142", "01614960142", "0207 946 0000", 7, "ext. 12");
const date = fc.constantFrom<unknown>(
  ...["2026-03-01T00:00:00+02:00", "2026-02-28T23:00:00Z", "2026-02-30", "0001-01-01T00:00:00", "01/02/2026"],
  ...["2024-02-29", "2023-02-29", "2026-06-01T12:30:00.1234567", "2019-12-31T23:59:59-1100", "soon", 5],
);
const customer = fc.record(
  {
    customerName: fc.oneof(spelled, odd),
    contactName: odd,
    emailAddress: fc.oneof(
      name.map((text) => `${text.replaceAll(" ", ".")}@a.example`),
      odd,
    ),
    phone: fc.oneof(phone, odd),
    defaultCurrency: fc.oneof(fc.constantFrom<unknown>("GBP", "gbp", "EUR", 826, "__proto__"), odd),
    status: fc.oneof(fc.constantFrom<unknown>("Active", "active", "Archived", "constructor", true), odd),
    registrationNumber: fc.oneof(fc.integer({ min: 1, max: 99_999 }), odd),
    taxNumber: fc.oneof(
      fc.integer({ min: 1, max: 9999 }).map((at) => `GB ${100_000_000 + at}`),
      odd,
    ),
    addresses: fc.constantFrom<unknown>([], [{}], null, undefined, {}),
    contacts: fc.constantFrom<unknown>(
      ...[[], null, [{ phone: [{ number: "0161 496 0142" }] }], [{ email: "-" }], [{ email: "a@b.example" }]],
      ...[[{ phone: [] }], [{ phone: null }, { phone: [{ number: "" }] }], "x", [{ phone: "0161 496 0142" }]],
    ),
    metadata: fc.constantFrom<unknown>(
      { isDeleted: true },
      { isDeleted: "true" },
      { isDeleted: false },
      null,
      {},
    ),
    modifiedDate: fc.oneof(date, odd),
    sourceModifiedDate: fc.oneof(date, odd),
  },
  { requiredKeys: [] },
);

function customers(seed: number): Row[] {
  const [rows = []] = fc.sample(fc.array(customer, { minLength: count, maxLength: count }), {
    numRuns: 1,
    seed,
  });
  return JSON.parse(
    JSON.stringify(rows.map((row, at) => ({ id: `c${String(at).padStart(5, "0")}`, ...row }))),
  );
}

async function summarize(rows: Row[], mask: string): Promise<SummarizeCustomersResult> {
  await using upstream = await startUpstream((url) => {
    const { searchParams } = new URL(url, "http://a");
    const [page, size] = [Number(searchParams.get("page")), Number(searchParams.get("pageSize"))];
    const results = rows.slice((page - 1) * size, page * size);
    return { json: { results, pageNumber: page, pageSize: size, totalResults: rows.length } };
  });
  await using client = await connect({
    ...upstream.environment,
    CODAT_TOOLSETS: "analysis",
    CODAT_RESULT_LIMIT_CHARS: "0",
    CODAT_MASK: mask,
  });
  const result = await client.callTool("summarize_customers", { companyId: ids.companyId });
  return result.structuredContent as unknown as SummarizeCustomersResult;
}

// The same figures, counted in the plainest way.

const placeholders = ["-", "n/a", "0000", "unknown", ""];
const isNothing = (value: unknown) =>
  typeof value === "string" && placeholders.includes(value.trim().toLowerCase());

function presence(row: Row, field: string): "absent" | "null" | "empty" | "present" {
  if (!(field in row)) return "absent";
  const value = row[field];
  if (value === null) return "null";
  if (typeof value === "string") return value.trim() === "" ? "empty" : "present";
  const isEmpty = typeof value === "object" && Object.entries(value as object).length === 0;
  return isEmpty ? "empty" : "present";
}

function reaches(row: Row): boolean {
  const reached = (value: unknown) =>
    typeof value === "number" || (typeof value === "string" && !isNothing(value));
  if (reached(row.emailAddress) || reached(row.phone)) return true;
  if (!Array.isArray(row.contacts)) return false;
  return row.contacts.some(({ email, phone: numbers }: { email?: unknown; phone?: unknown }) => {
    if (reached(email) || reached(numbers)) return true;
    return Array.isArray(numbers) && numbers.some(({ number }: { number: unknown }) => reached(number));
  });
}

function groups(rows: Row[], field: string): string[][] {
  const found: Record<string, string[]> = {};
  for (const row of rows) {
    const value = row[field];
    if ((typeof value !== "string" && typeof value !== "number") || isNothing(value)) continue;
    const key = `=${String(value).normalize("NFKC").toLowerCase().split(/\s/).join("")}`;
    found[key] = [...(found[key] ?? []), String(row.id)];
  }
  return Object.values(found).filter((group) => group.length > 1);
}

const instants: Record<string, number> = {
  "2026-03-01T00:00:00+02:00": Date.UTC(2026, 1, 28, 22),
  "2026-02-28T23:00:00Z": Date.UTC(2026, 1, 28, 23),
  "2024-02-29": Date.UTC(2024, 1, 29),
  "2026-06-01T12:30:00.1234567": Date.UTC(2026, 5, 1, 12, 30, 0, 123),
  "2019-12-31T23:59:59-1100": Date.UTC(2020, 0, 1, 10, 59, 59),
};

function expectIds(listed: { ids: string[]; more?: number } | undefined, all: unknown[]): void {
  expect(listed?.ids).toEqual(all.slice(0, listed?.ids.length ?? 0));
  expect((listed?.ids.length ?? 0) + (listed?.more ?? 0)).toBe(all.length);
  expect(listed?.ids.length).toBeLessThanOrEqual(50);
  if (all.length > 0) expect(listed?.ids.length).toBeGreaterThan(0);
}

const where = (rows: Row[], matches: (row: Row) => boolean) => rows.filter(matches).map(({ id }) => id);

test.each([
  [1, "none"],
  [2, "none"],
  [3, "email,phone,address,tax"],
])("every figure over 10,000 customers (seed %i, masks %s) equals a plain count", async (seed, mask) => {
  const rows = customers(seed);
  const summary = await summarize(rows, mask);
  expect(summary).toMatchObject({ total: count, complete: true });

  for (const [name, field] of [
    ["status", "status"],
    ["currency", "defaultCurrency"],
  ] as const) {
    const counted: [string, number][] = [];
    for (const row of rows) {
      const there = presence(row, field);
      const label = there === "present" ? String(row[field]) : `(${there})`;
      const entry = counted.find(([known]) => known === label);
      if (entry) entry[1]++;
      else counted.push([label, 1]);
    }
    expect(Object.entries(summary.counts?.[name] ?? {}).sort()).toEqual(counted.sort());
  }
  const isDeleted = ({ metadata }: Row) => (metadata as Row | null | undefined)?.isDeleted === true;
  expect(summary.counts?.deleted).toBe(where(rows, isDeleted).length);

  for (const field of presenceFields) {
    const listed = summary.missing?.[field];
    for (const kind of ["absent", "null", "empty"] as const)
      expect(listed?.[kind], `${field} ${kind}`).toBe(
        where(rows, (row) => presence(row, field) === kind).length,
      );
    expectIds(
      listed,
      where(rows, (row) => presence(row, field) !== "present"),
    );
  }
  expect(summary.unreachable?.customers).toBe(where(rows, (row) => !reaches(row)).length);
  expectIds(
    summary.unreachable,
    where(rows, (row) => !reaches(row)),
  );

  const repeated = duplicateFields.flatMap((field) => groups(rows, field).map((group) => ({ field, group })));
  expect((summary.duplicates?.length ?? 0) + (summary.moreDuplicates ?? 0)).toBe(repeated.length);
  expect(summary.duplicates).toHaveLength(50);
  const sizes = summary.duplicates?.map((listed) => listed.ids.length + (listed.more ?? 0));
  expect(sizes).toEqual(
    repeated
      .map(({ group }) => group.length)
      .sort((a, b) => b - a)
      .slice(0, 50),
  );
  for (const listed of summary.duplicates ?? []) {
    const same = repeated.find(({ field, group }) => field === listed.field && group[0] === listed.ids[0]);
    expectIds(listed, same?.group ?? []);
  }

  for (const field of ["modifiedDate", "sourceModifiedDate"]) {
    const present = rows.filter((row) => presence(row, field) === "present");
    const valid = present.map((row) => instants[String(row[field])]).filter((ms) => ms !== undefined);
    const { oldest, newest, invalid, ...listed } = summary.dates?.[field] ?? { ids: [] };
    expect(instants[String(oldest)]).toBe(Math.min(...valid));
    expect(instants[String(newest)]).toBe(Math.max(...valid));
    expect(invalid).toBe(present.length - valid.length);
    expectIds(
      listed,
      where(present, (row) => instants[String(row[field])] === undefined),
    );
  }
});
