// The calls of every client, with the server's complete results.
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

// A machine that is busy with other programs draws a page in many seconds.
const timeoutMs = 120_000;

/** The calls by name, each with the server's result. The ids are looked up by name in the sandbox. */
export async function prepareCases({ command, args }) {
  const client = new Client({ name: "interop", version: "1.0.0" });
  const flags = [...args, "--toolsets=customers,companies"];
  await client.connect(new StdioClientTransport({ command, args: flags, stderr: "ignore" }));
  try {
    const call = (tool, given) => client.callTool({ name: tool, arguments: given }, { timeout: timeoutMs });
    const cases = await findCases(async (tool, given) => (await call(tool, given)).structuredContent);
    for (const one of Object.values(cases)) one.answer = await call(one.tool, one.args);
    return cases;
  } finally {
    await client.close();
  }
}

async function findCases(read) {
  const companyNamed = async (name) => (await read("find_companies", { name })).results[0].id;
  const companyId = await companyNamed("larkmoor");
  const asked = { companyId, query: "customerName~brackenhall" };
  const customerId = (await read("list_customers", asked)).results[0].id;
  const customer = { companyId, customerId };
  const { attachments } = await read("list_customer_attachments", customer);
  const file = (name, format) => ({
    tool: "download_customer_attachment",
    args: { ...customer, attachmentId: attachments.find((one) => one.name === name).id, format },
  });
  const { attachmentId } = file("supply-agreement-2026.pdf").args;
  return {
    page: { tool: "list_customers", args: { companyId, pageSize: 3, fields: ["id", "customerName"] } },
    customer: { tool: "get_customer", args: customer },
    files: { tool: "list_customer_attachments", args: customer },
    record: { tool: "get_customer_attachment", args: { ...customer, attachmentId } },
    image: file("logo.png", "base64"),
    scan: file("framework-agreement-signed.pdf", "image"),
    pdf: file("supply-agreement-2026.pdf", "text"),
    long: file("aged-debt-report-may-2026.pdf", "text"),
    link: file("supply-agreement-2026.pdf", "link"),
    error: { tool: "list_customers", args: { companyId: await companyNamed("copper whisk") } },
  };
}
