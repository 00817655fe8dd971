import { expect, test } from "vitest";
import { companies, startSandbox } from "../../src/sandbox/index.ts";
import { attachmentsPath, customersPath, freeAgent, quickBooks, sage, xero } from "./companies.ts";
import { get, getError, getPage } from "./get.ts";

const unknownId = "00000000-0000-4000-8000-00000000dead";

test("companies are listed with their connections, and found by name", async () => {
  await using sandbox = await startSandbox();
  const all = await getPage(sandbox, "/companies");
  expect(all.results.map(({ name }) => name)).toEqual(companies.map(({ name }) => name));
  const found = await getPage(sandbox, "/companies?query=name~LARKMOOR&orderBy=-created");
  expect(found.results).toEqual([all.results[0]]);
  expect(await (await get(sandbox, `/companies/${xero.id}`)).json()).toEqual(all.results[0]);
});

test("each company's accounting connection is the documented one", async () => {
  await using sandbox = await startSandbox();
  const statuses: unknown[] = [];
  for (const { id, connectionId, platform } of companies) {
    const connection = await (await get(sandbox, `/companies/${id}/connections/${connectionId}`)).json();
    expect(connection).toMatchObject({ id: connectionId, platformName: platform, sourceType: "Accounting" });
    expect(connection).toMatchObject({ linkUrl: expect.stringContaining("https://link.codat.example/") });
    statuses.push((connection as { status?: unknown }).status);
  }
  expect(statuses).toEqual(["Linked", "Linked", "Linked", "Deauthorized"]);
});

test("the wholesaler also has an old accounting connection and a banking connection", async () => {
  await using sandbox = await startSandbox();
  const { results } = await getPage(sandbox, `/companies/${xero.id}/connections`);
  expect(results.map(({ sourceType, status }) => [sourceType, status])).toEqual([
    ["Accounting", "Unlinked"],
    ["Accounting", "Linked"],
    ["Banking", "Linked"],
  ]);
});

test("ids of companies and connections are case-insensitive", async () => {
  await using sandbox = await startSandbox();
  const path = `/companies/${xero.id.toUpperCase()}/connections/${xero.connectionId.toUpperCase()}`;
  expect(await (await get(sandbox, path)).json()).toMatchObject({ id: xero.connectionId });
});

test.each([
  [xero, "Complete"],
  [sage, "Complete"],
  [quickBooks, undefined],
  [freeAgent, "AuthError"],
])("the data status of $name is $1 for customers", async (company, currentStatus) => {
  await using sandbox = await startSandbox();
  const { customers } = (await (await get(sandbox, `/companies/${company.id}/dataStatus`)).json()) as {
    customers: Record<string, unknown>;
  };
  if (currentStatus === undefined) expect(customers).toEqual({ dataType: "customers" });
  else expect(customers).toMatchObject({ dataType: "customers", currentStatus });
});

test("customers that were never synced return 409; customers of a revoked connection remain", async () => {
  await using sandbox = await startSandbox();
  const never = [409, "The data set has not been requested."];
  expect(await getError(sandbox, customersPath(quickBooks))).toEqual(never);
  expect(await getError(sandbox, `${customersPath(quickBooks)}/1`)).toEqual(never);
  expect((await getPage(sandbox, customersPath(freeAgent))).totalResults).toBe(12);
});

test.each([
  [`/companies/${unknownId}`, `No company was found with ID ${unknownId}`],
  [`/companies/${unknownId}/dataStatus`, `No company was found with ID ${unknownId}`],
  [`/companies/nonsense/data/customers`, "No company was found with ID nonsense"],
  [`/companies/${xero.id}/connections/${unknownId}`, `Data connection ${unknownId} not found`],
  [
    `/companies/${sage.id}/connections/${xero.connectionId}`,
    `Data connection ${xero.connectionId} not found`,
  ],
  [`${customersPath(xero)}/a%2Fb`, "No data available for customers for ID a/b"],
  [`${customersPath(xero)}/a/b`, "Not Found"],
  [`${customersPath(xero)}/%E0%A4%A`, "Not Found"],
  ["/", "Not Found"],
  ["/nowhere", "Not Found"],
  [attachmentsPath(xero, "nobody"), "No data available for customers for ID nobody"],
  [`${attachmentsPath(xero, "d0000000-0000-4000-8000-000000000001")}/x`, "Attachment x not found"],
  [`${attachmentsPath(xero, "d0000000-0000-4000-8000-000000000001")}/x/download`, "Attachment x not found"],
])("%s is a 404", async (path, error) => {
  await using sandbox = await startSandbox();
  expect(await getError(sandbox, path)).toEqual([404, error]);
});

test.each([
  ["query=dataConnections.status=Deauthorized", [freeAgent]],
  ["query=dataConnections.status=Unlinked", [xero]],
  ["query=dataConnections.status=PendingAuth", []],
  ["query=dataConnections.status=Linked %26%26 name~marine", [sage]],
  ["tags=team=term-loans", [freeAgent]],
  ["tags=team!=term-loans", [xero, sage, quickBooks]],
  ["tags=environment~SAND %26%26 team~term", [freeAgent]],
  ["tags=region=uk", []],
  ["tags=toString~function", []],
  ["tags=team=invoice-finance&query=name~marine", [sage]],
])("/companies?%s finds the right companies", async (search, expected) => {
  await using sandbox = await startSandbox();
  const { results } = await getPage(sandbox, `/companies?${search}`);
  expect(results.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
});

test.each([
  ["tags=team", "Error parsing query - Malformed query."],
  ["tags=team>a", "Error parsing query - Malformed query."],
  ["query=platform=Xero", "Error parsing query - Could not resolve property platform on Company"],
  [
    "query=dataConnections.id=x",
    "Error parsing query - Could not resolve property dataConnections.id on Company",
  ],
  [
    "orderBy=dataConnections.status",
    "Error parsing query - Could not resolve property dataConnections.status on Company",
  ],
])("/companies?%s is rejected", async (search, error) => {
  await using sandbox = await startSandbox();
  expect(await getError(sandbox, `/companies?${search}`)).toEqual([400, error]);
});

test("links of filtered companies contain the tags", async () => {
  await using sandbox = await startSandbox();
  const page = await getPage(sandbox, "/companies?pageSize=1&tags=team=invoice-finance");
  expect(page.totalResults).toBe(3);
  const next = "/companies?page=2&pageSize=1&tags=team%3Dinvoice-finance";
  expect(page._links.next?.href).toBe(next);
  expect((await getPage(sandbox, next)).results.map(({ name }) => name)).toEqual([sage.name]);
});

test("a company has owners and no platform; an error that is not resolved has no date of that", async () => {
  await using sandbox = await startSandbox();
  for (const company of (await getPage(sandbox, "/companies")).results) {
    expect(company).not.toHaveProperty("platform");
    expect(company.ownerUserIds).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  }
  const { results } = await getPage(sandbox, `/companies/${freeAgent.id}/connections`);
  expect(JSON.stringify(results)).toContain('"status":"Active"');
  expect(JSON.stringify(results)).not.toContain("resolvedOnUtc");
});
