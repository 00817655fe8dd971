import { beforeAll, expect, test } from "vitest";
import { type Connection, errorOf, spawnServer, textOf } from "../../support/connect.ts";
import { ids, type Reply, startUpstream } from "../../support/upstream.ts";

const key = "a-key-for-tests-only-0123456789";
const { companyId: _, ...file } = ids;
const { connectionId, customerId } = ids;

const operations: [tool: string, args: object][] = [
  ["list_customers", { query: "status=Active" }],
  ["get_customer", { customerId }],
  ["list_customer_attachments", { connectionId, customerId }],
  ["get_customer_attachment", file],
  ["download_customer_attachment", file],
  ["find_companies", { name: "Harbour" }],
  ["list_connections", {}],
  ["get_data_status", { dataType: "customers" }],
];

const statuses = [400, 401, 402, 403, 404, 408, 409, 418, 429, 451, 500, 501, 503, 505, 511];

const text = (type: string) => ({ "content-type": type });
const bodies: [string, (status: number) => Reply][] = [
  [
    "Codat's",
    (status) => ({ json: { error: `It is a ${status}.`, service: "PublicApi", correlationId: "c:1" } }),
  ],
  [
    "a platform's",
    () => ({ json: { error: "Refused.", service: "QuickBooksOnline", correlationId: "0HN|c.2" } }),
  ],
  [
    "with validation",
    () => ({
      json: {
        error: "Invalid.",
        service: "ClientsApi",
        validation: { errors: [{ itemId: "page", message: "Too large." }], warnings: [] },
      },
    }),
  ],
  ["a problem", () => ({ json: { title: "Bad request.", errors: { orderBy: ["Unknown property."] } } })],
  ["text", () => ({ body: "no healthy upstream", headers: text("text/plain") })],
  ["HTML", () => ({ body: "<html>Oops</html>", headers: text("text/html") })],
  ["none", () => ({ body: "" })],
];

/** What each tool of the built server returns for each body, by status; tools with the same result are named together. */
const sections = new Map(statuses.map((status) => [status, [] as string[]]));
const settings = { CODAT_RETRY_STRATEGY: "none", CODAT_TOOLSETS: "customers,companies" };

beforeAll(async () => {
  for (const [body, reply] of bodies) {
    let answer: Reply = {};
    await using upstream = await startUpstream(() => answer);
    const environment = { ...upstream.environment, ...settings, CODAT_API_KEY: key };
    // A server for each body, and 429 last: calls after it are refused.
    await using client = await spawnServer(environment, "v2, 2026-07-28");
    for (const status of [...statuses.filter((one) => one !== 429), 429]) {
      answer = { status, ...reply(status) };
      for (const [seen, tools] of await toolsByResult(client)) {
        const who = tools.length === operations.length ? "every tool" : tools.join(", ");
        sections.get(status)?.push(`${status}, body: ${body}; ${who}\n${seen}`);
      }
    }
  }
}, 120_000);

async function toolsByResult(client: Connection): Promise<Map<string, string[]>> {
  const tools = new Map<string, string[]>();
  for (const [nth, [tool, args]] of operations.entries()) {
    // A company of its own: calls after a 429 are refused by company.
    const companyId = `c0000000-0000-4000-8000-00000000000${nth}`;
    const result = await client.callTool(tool, {
      ...(tool !== "find_companies" && { companyId }),
      ...args,
    });
    const { kind, retryable, service, attempts: _, ...facts } = errorOf(result);
    expect(facts).not.toHaveProperty("detailedErrorCode");
    const seen = `${textOf(result)}\n→ ${kind}, ${retryable ? "retryable" : "not retryable"}${service ? `, ${service}` : ""}`;
    tools.set(seen, [...(tools.get(seen) ?? []), tool]);
  }
  return tools;
}

test.each(statuses)("what every tool returns for status %i with every kind of body", async (status) => {
  const table = `${sections.get(status)?.join("\n\n")}\n`;
  await expect(table).toMatchFileSnapshot(`__snapshots__/errors/${status}.txt`);
});

test("advice names an argument only for the tools that have it", () => {
  const all = [...sections.values()].flat();
  const naming = (name: string) =>
    all
      .filter((section) => section.split("\n")[2]?.includes(name))
      .map((section) => section.split("\n")[0] ?? "");
  for (const head of naming("orderBy")) expect(head).toMatch(/; list_customers$/);
  expect(naming("orderBy")).not.toHaveLength(0);
  for (const head of naming("customerId")) expect(head).toMatch(/; get_customer$/);
  expect(naming("customerId")).not.toHaveLength(0);
});
