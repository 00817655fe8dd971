import { expect, test } from "vitest";
import { connect, errorOf, textOf } from "../../support/connect.ts";
import { ids, type Reply, startUpstream } from "../../support/upstream.ts";

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

/** What each tool returns for each body of one status; tools with the same result are named together. */
async function tableOf(status: number): Promise<string> {
  let answer: Reply = {};
  await using upstream = await startUpstream(() => ({ status, ...answer }));
  const settings = { CODAT_RETRY_STRATEGY: "none", CODAT_TOOLSETS: "customers,companies" };
  const sections: string[] = [];
  for (const [body, reply] of bodies) {
    // A server of its own, because calls after a 429 are refused.
    await using client = await connect({ ...upstream.environment, ...settings });
    answer = reply(status);
    const tools = new Map<string, string[]>();
    for (const [nth, [tool, args]] of operations.entries()) {
      // A company of its own, for the same reason.
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
    for (const [seen, names] of tools) {
      const who = names.length === operations.length ? "every tool" : names.join(", ");
      sections.push(`${status}, body: ${body}; ${who}\n${seen}`);
    }
  }
  return `${sections.join("\n\n")}\n`;
}

test.each(statuses)("what every tool returns for status %i with every kind of body", async (status) => {
  const table = await tableOf(status);
  await expect(table).toMatchFileSnapshot(`__snapshots__/errors/${status}.txt`);
});

test("advice names query and orderBy only for the tool that has them", async () => {
  const table = await tableOf(400);
  const sections = table.split("\n\n").filter((section) => section.includes("Correct query or orderBy"));
  expect(sections).not.toHaveLength(0);
  for (const section of sections) expect(section.split("\n")[0]).toMatch(/; list_customers$/);
});
