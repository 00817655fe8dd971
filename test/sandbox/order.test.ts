import { expect, test } from "vitest";
import { customerDataset } from "../../src/sandbox/dataset.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { orderRecords } from "../../src/sandbox/order.ts";
import { customersPath, sage, xero } from "./companies.ts";
import { getPage } from "./get.ts";

const rows = [
  { id: "1", customerName: "birch", modifiedDate: "2026-01-01T01:00:00+02:00" },
  { id: "2", customerName: null, modifiedDate: "2025-12-31T23:30:00" },
  { id: "3", customerName: "Ash", modifiedDate: "2026-01-01" },
  { id: "4", modifiedDate: "2026-01-01T00:00:00Z" },
  { id: "5", customerName: "Birch" },
];

test.each([
  ["customerName", "35124"],
  ["-customerName", "15324"],
  ["modifiedDate", "12345"],
  ["-modifiedDate", "34215"],
  ["metadata.isDeleted", "12345"],
])("%s puts the rows in the order %s, those without the value last", (orderBy, ids) => {
  expect(
    orderRecords(rows, orderBy, customerDataset)
      .map(({ id }) => id)
      .join(""),
  ).toBe(ids);
});

test("an ordered list is ordered across its pages", async () => {
  await using sandbox = await startSandbox();
  const dates: string[] = [];
  for (const page of [1, 2, 3]) {
    const { results } = await getPage(
      sandbox,
      `${customersPath(xero)}?page=${page}&orderBy=-sourceModifiedDate`,
    );
    dates.push(...results.map(({ sourceModifiedDate }) => String(sourceModifiedDate)));
  }
  expect(dates).toHaveLength(240);
  expect(dates).toEqual(dates.toSorted().reverse());
});

test("values of all types can be ordered without losing any", async () => {
  await using sandbox = await startSandbox();
  for (const property of customerDataset.properties) {
    const { results } = await getPage(sandbox, `${customersPath(sage)}?orderBy=${property}`);
    expect(new Set(results.map(({ id }) => id)).size).toBe(24);
  }
});
