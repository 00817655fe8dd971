import { describe, expect, test } from "vitest";
import { companies, startSandbox } from "../src/sandbox/index.ts";
import { clients, connect, spawnServer, textOf } from "./support/connect.ts";

const [wholesaler] = companies;
const companyId = wholesaler?.id;

const ways = [
  ...clients.map((kind) => [`in process, ${kind}`, () => connect({ CODAT_SANDBOX: "true" }, kind)] as const),
  ...clients.map((kind) => [`spawned, ${kind}`, () => spawnServer({ CODAT_SANDBOX: "true" }, kind)] as const),
];

describe.each(ways)("a client (%s)", (_, open) => {
  test("lists and calls all five tools", async () => {
    await using client = await open();
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      "list_customers",
      "get_customer",
      "list_customer_attachments",
      "get_customer_attachment",
      "download_customer_attachment",
    ]);
    const listed = await client.callTool("list_customers", { companyId, pageSize: 1 });
    expect(listed.structuredContent).toMatchObject({ totalResults: 240, hasMore: true, nextPage: 2 });
    const { results } = listed.structuredContent as { results: { id: string }[] };
    const of = { companyId, customerId: results[0]?.id };
    const customer = await client.callTool("get_customer", of);
    expect(customer.structuredContent).toEqual(results[0]);
    const kept = { ...of, connectionId: wholesaler?.connectionId };
    const files = await client.callTool("list_customer_attachments", kept);
    const { attachments } = files.structuredContent as { attachments: { id: string; name: string }[] };
    const image = attachments.find(({ name }) => name === "logo.png");
    const record = await client.callTool("get_customer_attachment", { ...kept, attachmentId: image?.id });
    expect(record.structuredContent).toEqual(image);
    const download = await client.callTool("download_customer_attachment", {
      ...kept,
      attachmentId: image?.id,
    });
    expect(download.content[1]).toMatchObject({ type: "image" });
  });

  test("reads the whole error, although the tool has an output schema", async () => {
    await using client = await open();
    const result = await client.callTool("get_customer", { companyId: "nonsense", customerId: "1" });
    expect(result.isError).toBe(true);
    expect(result.structuredContent).toBeUndefined();
    expect(textOf(result)).toContain("companyId must be a UUID");
  });

  test("learns from the instructions that the sandbox is made up, and what it contains", async () => {
    await using client = await open();
    for (const { name, id, connectionId } of companies) {
      expect(client.instructions()).toContain(`${name}: companyId ${id}, connectionId ${connectionId}`);
    }
    expect(client.instructions()).toContain("SANDBOX");
  });
});

test("a v1 client that sends null for the arguments calls the tool without any", async () => {
  await using client = await spawnServer({ CODAT_SANDBOX: "true", CODAT_COMPANY_IDS: companyId ?? "" }, "v1");
  const nothing = JSON.parse("null");
  const listed = await client.callTool("list_customers", nothing);
  expect(listed.structuredContent).toMatchObject({ totalResults: 240 });
});

test("the in-process server sends requests to the configured upstream", async () => {
  await using sandbox = await startSandbox();
  await using client = await connect({ CODAT_BASE_URL: sandbox.baseUrl, CODAT_API_KEY: sandbox.apiKey });
  await client.callTool("list_customers", { companyId });
  expect(sandbox.requests.map(({ url }) => url)).toEqual([
    `/companies/${companyId}/data/customers?page=1&pageSize=100`,
  ]);
});
