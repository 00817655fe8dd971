import fc from "fast-check";
import { expect, test } from "vitest";
import { customerDataset } from "../../src/sandbox/dataset.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { parseQuery } from "../../src/sandbox/query.ts";
import { customersPath, sage, xero } from "./companies.ts";
import { get, getError, getPage } from "./get.ts";

const rows = [
  {
    id: "1",
    customerName: "Ash & Sons",
    status: "Active",
    modifiedDate: "2026-01-01T00:00:00Z",
    metadata: { isDeleted: false },
  },
  {
    id: "2",
    customerName: "ash || co",
    status: "Archived",
    modifiedDate: "2026-01-01T02:00:00+02:00",
    metadata: { isDeleted: true },
  },
  {
    id: "3",
    customerName: '"Birch"',
    status: null,
    modifiedDate: "2026-06-30T12:00:00.1234567",
    metadata: { isDeleted: null },
  },
  { id: "4", customerName: 44, status: "Active", modifiedDate: "0001-01-01T00:00:00" },
];

test.each([
  ["status=Active", "14"],
  ["status=active", ""],
  ["status!=Active", "23"],
  ["  status  =  Active  ", "14"],
  ["customerName~ASH", "12"],
  ["customerName~& s", "1"],
  ["customerName=Ash & Sons", "1"],
  ['customerName="Birch"', "3"],
  ["customerName=Birch", ""],
  ["customerName>40", "124"],
  ["customerName=44", "4"],
  ["customerName~4", "4"],
  ["id>1&&id<=3", "23"],
  ["id>=2&&id!=3", "24"],
  ["modifiedDate=2026-01-01", "12"],
  ["modifiedDate>2026-01-01", "3"],
  ["modifiedDate>=2026-01-01T00:00:00Z", "123"],
  ["modifiedDate<2026-01-01", "4"],
  ["metadata.isDeleted!=true", "134"],
  ["metadata.isDeleted=false", "1"],
  ["metadata.isDeleted=TRUE", "2"],
  ["metadata.isDeleted>maybe", ""],
  ["id=1||id=2&&status=Active", "1"],
  ["{id=1||id=2}&&status=Archived", "2"],
  ["{{id=1}}||{ { id=2 } && {status=Archived} }", "12"],
])("%s keeps the rows %j", (query, ids) => {
  expect(
    rows
      .filter(parseQuery(query, customerDataset))
      .map(({ id }) => id)
      .join(""),
  ).toBe(ids);
});

test.each([
  "status",
  "=Active",
  "status=",
  "status==Active",
  "status=>1",
  "status Active",
  "status=Active&&",
  "||status=Active",
  "status=Active status~x&&&id=1",
  "{status=Active",
  "status=Active}",
  "{}",
  "(status=Active)",
  "status=Active{id=1}",
  "status=null||",
  "&&",
  "1=1",
])("%j is malformed", async (query) => {
  await using sandbox = await startSandbox();
  const answer = await getError(sandbox, `${customersPath(xero)}?query=${encodeURIComponent(query)}`);
  expect(answer).toEqual([400, "Error parsing query - Malformed query."]);
});

test.each([
  ["as long as 2,048 characters", `customerName~${"a".repeat(2035)}`, 400],
  ["a character shorter", `customerName~${"a".repeat(2034)}`, 200],
  ["of groups that never close", "{".repeat(2000), 400],
  ["of 33 nested groups", `${"{".repeat(33)}id=1${"}".repeat(33)}`, 400],
  ["of 32 nested groups", `${"{".repeat(32)}id=1${"}".repeat(32)}`, 200],
])("a query %s gets the right answer", async (_, query, status) => {
  await using sandbox = await startSandbox();
  expect((await get(sandbox, `${customersPath(xero)}?query=${query}`)).status).toBe(status);
});

test.each([
  "isCompleted",
  "addresses.city",
  "contacts",
  "supplementalData.content",
  "metadata",
  "Status",
  "__proto__",
])("%s cannot be asked for", async (property) => {
  await using sandbox = await startSandbox();
  const unresolved = [400, `Error parsing query - Could not resolve property ${property} on Customer`];
  expect(await getError(sandbox, `${customersPath(xero)}?query=${property}=x`)).toEqual(unresolved);
  expect(await getError(sandbox, `${customersPath(xero)}?orderBy=-${property}`)).toEqual(unresolved);
});

test("deleted customers differ from customers without that information", async () => {
  await using sandbox = await startSandbox();
  const count = async (query: string) =>
    (await getPage(sandbox, `${customersPath(sage)}?query=${encodeURIComponent(query)}`)).totalResults;
  expect(await count("metadata.isDeleted=true")).toBe(2);
  expect(await count("metadata.isDeleted!=true")).toBe(22);
  expect(await count("metadata.isDeleted=false")).toBeLessThan(10);
});

test("every query gets a 200 or Codat's 400", async () => {
  await using sandbox = await startSandbox();
  const parts = [
    "status",
    "metadata.isDeleted",
    "id",
    "x",
    "=",
    "!=",
    "~",
    ">",
    "<=",
    "&&",
    "||",
    "{",
    "}",
    " ",
    "2026-01-01",
  ];
  const query = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string(),
    fc.array(fc.constantFrom(...parts), { maxLength: 30 }).map((chosen) => chosen.join("")),
  );
  await fc.assert(
    fc.asyncProperty(query, fc.constantFrom("query", "orderBy", "page"), async (text, name) => {
      const search = new URLSearchParams({ [name]: text });
      const response = await get(sandbox, `${customersPath(sage)}?${search}`);
      await response.text();
      expect([200, 400]).toContain(response.status);
    }),
    { numRuns: 400 },
  );
});
