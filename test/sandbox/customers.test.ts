import { expect, test } from "vitest";
import { startSandbox } from "../../src/sandbox/index.ts";
import { attachmentsPath, customersPath, freeAgent, sage, xero } from "./companies.ts";
import { get, getPage } from "./get.ts";

test.each([xero, sage, freeAgent])(
  "each customer of $name is found by its id as one path segment",
  async (company) => {
    await using sandbox = await startSandbox();
    const { results } = await getPage(sandbox, `${customersPath(company)}?pageSize=5000`);
    for (const row of results) {
      const response = await get(sandbox, `${customersPath(company)}/${encodeURIComponent(row.id)}`);
      expect(await response.json()).toEqual(row);
      if (company !== freeAgent)
        expect((await get(sandbox, attachmentsPath(company, row.id))).status).toBe(200);
    }
  },
);

test("the awkward customers have ids that would change an unencoded path", async () => {
  await using sandbox = await startSandbox();
  const { results } = await getPage(sandbox, customersPath(sage));
  const ids = results.map(({ id }) => id);
  expect(ids).toEqual(
    expect.arrayContaining(["...", "..;/admin", "%2e%2e", "__proto__", "7110701885", "R&D/50% #1 +a:b"]),
  );
});

test("a number beyond 2^53 keeps all its digits", async () => {
  await using sandbox = await startSandbox();
  const text = await (await get(sandbox, `${customersPath(sage)}/SUPP1`)).text();
  expect(text).toContain('"ledgerRow":9007199254740993,');
});

test("an empty id returns the list", async () => {
  await using sandbox = await startSandbox();
  expect(await getPage(sandbox, `${customersPath(sage)}/`)).toEqual(
    await getPage(sandbox, customersPath(sage)),
  );
});

test("the wholesaler's customers are as varied as in a real ledger", async () => {
  await using sandbox = await startSandbox();
  const { results } = await getPage(sandbox, `${customersPath(xero)}?pageSize=5000`);
  const count = (matches: (row: (typeof results)[number]) => boolean) => results.filter(matches).length;
  const repeated = (field: string) => {
    const values = results
      .map((row) => row[field])
      .filter((value) => typeof value === "string" && value !== "");
    return values.length - new Set(values).size;
  };
  expect(count(({ status }) => status === "Archived")).toBeGreaterThan(10);
  expect(count(({ status }) => status === "Active")).toBeGreaterThan(180);
  expect(count(({ contactName }) => contactName === undefined)).toBeGreaterThan(20);
  expect((await getPage(sandbox, `${customersPath(xero)}?query=metadata.isDeleted=true`)).totalResults).toBe(
    6,
  );
  expect([repeated("customerName"), repeated("taxNumber"), repeated("emailAddress")]).toEqual([2, 2, 2]);
  expect(new Set(results.map(({ sourceModifiedDate }) => String(sourceModifiedDate).slice(0, 4))).size).toBe(
    8,
  );
  expect(JSON.stringify(results)).not.toMatch(/@(?![a-z0-9-]+\.example")/);
});
