import { expect, test } from "vitest";
import type { ErrorKind } from "../src/base/tool-error.ts";
import type * as results from "../src/results.ts";
import { toolsets } from "../src/tools/index.ts";
import { connect } from "./support/connect.ts";
import { startConsumer } from "./support/consumer.ts";

const companyId = "c0000000-0000-4000-8000-000000000001";
const connectionId = "a0000000-0000-4000-8000-000000000001";
const customerId = "d0000000-0000-4000-8000-000000000001";
const ofCustomer = { companyId, connectionId, customerId };
const agreement = { ...ofCustomer, attachmentId: "f0000000-0000-4000-8000-000000000001" };
const staleCompanyId = "c0000000-0000-4000-8000-000000000004";

const calls: [name: string, args: Record<string, unknown>][] = [
  ["list_customers", { companyId, pageSize: 3 }],
  ["list_customers", { companyId, pageSize: 50, page: 5, fields: ["id", "metadata"] }],
  ["list_customers", { companyId, query: "customerName=Nobody" }],
  ["list_customers", { companyId: staleCompanyId, pageSize: 1 }],
  ["get_customer", { companyId, customerId }],
  ["list_customer_attachments", ofCustomer],
  ["get_customer_attachment", agreement],
  ["download_customer_attachment", { ...agreement, format: "text" }],
  ["download_customer_attachment", { ...agreement, format: "base64" }],
  ["download_customer_attachment", { ...agreement, format: "link" }],
  ["find_companies", {}],
  ["list_connections", { companyId }],
  ["get_data_status", { companyId: staleCompanyId }],
  ["summarize_customers", { companyId }],
  ["summarize_customers", { companyId, query: "customerName=Nobody", parts: ["dates", "missing"] }],
  ["find_attachments", { companyId, connectionId, query: "customerName~Brackenhall" }],
  ["get_customer", { companyId, customerId: ".." }],
  ["get_customer", { companyId, customerId: "nobody" }],
  ["list_customers", { companyId: "00000000-0000-4000-8000-000000000000" }],
];

/** Results of every tool over the sandbox, each as a statement that compiles only if its type fits. */
async function recordedResults(): Promise<string[]> {
  await using client = await connect({
    CODAT_SANDBOX: "true",
    CODAT_TOOLSETS: "customers,companies,analysis",
    CODAT_FRESHNESS: "true",
  });
  const statements: string[] = [];
  for (const [at, [name, args]] of calls.entries()) {
    const { structuredContent, _meta } = await client.callTool(name, args);
    if (structuredContent)
      statements.push(
        `export const result${at}: StructuredContents[${JSON.stringify(name)}] = ${JSON.stringify(structuredContent)};`,
      );
    const own = Object.entries(_meta ?? {}).filter(([key]) => key.startsWith("codat-customers-mcp/"));
    if (own.length > 0)
      statements.push(`export const meta${at}: ResultMeta = ${JSON.stringify(Object.fromEntries(own))};`);
  }
  return statements;
}

const imports =
  'import type { Customer, ErrorFacts, ListCustomersResult, ResultMeta, StructuredContents } from "codat-customers-mcp";';

test("a program that reads results compiles against the packed package", async () => {
  await using consumer = await startConsumer();
  const program = `${imports}
export function names({ results = [], asOf, hasMore }: ListCustomersResult): string[] {
  const old: boolean = (asOf?.ageHours ?? 0) > 720;
  return hasMore && old ? [] : results.map((customer: Customer) => customer.customerName ?? String(customer.odd));
}
export function waitFor(meta: ResultMeta): number | undefined {
  const error: ErrorFacts | undefined = meta["codat-customers-mcp/error"];
  return error?.kind === "throttled" ? error.retryAfterSeconds : undefined;
}
export const files = ({ customers }: StructuredContents["find_attachments"]) => customers.flatMap((one) => one.files);
`;
  expect(await consumer.complaints(program)).toBe("");
  expect(await consumer.complaints(program.replace("ageHours", "ageDays"))).toContain("ageDays");
});

test("results of every tool have the exported types", async () => {
  await using consumer = await startConsumer();
  const statements = await recordedResults();
  const program = [
    imports,
    "export type Unused = [Customer, ErrorFacts, ListCustomersResult];",
    ...statements,
  ];
  expect(await consumer.complaints(program.join("\n"))).toBe("");
  const spoiled = program.join("\n").replace('"complete":true', '"complete":"yes"');
  expect(await consumer.complaints(spoiled)).toContain("'string' is not assignable to type 'boolean'");
  const named = new Set(calls.map(([name]) => name));
  expect([...named].sort()).toEqual(
    Object.values(toolsets)
      .flat()
      .map(({ name }) => name)
      .sort(),
  );
});

type Same<A, B> = [A, B] extends [B, A] ? true : false;

test("the exported kinds of errors are those of the server", () => {
  // The compiler checks it: an error kind on only one side makes this false.
  const same: Same<ErrorKind, results.ErrorKind> = true;
  expect(same).toBe(true);
});
