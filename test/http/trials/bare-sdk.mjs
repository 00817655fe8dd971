// The least that the SDK needs to answer the same calls over HTTP: a new server per request, one tool, JSON.
import { createServer } from "node:http";
import { McpServer, WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/server";
import * as z from "zod";

const [baseUrl] = process.argv.slice(2);

function buildServer() {
  const server = new McpServer({ name: "bare", version: "1.0.0" });
  const inputSchema = z.object({ companyId: z.string(), customerId: z.string() });
  server.registerTool("get_customer", { inputSchema }, async ({ companyId, customerId }) => {
    const response = await fetch(`${baseUrl}/companies/${companyId}/data/customers/${customerId}`);
    const record = await response.json();
    return { structuredContent: record, content: [{ type: "text", text: JSON.stringify(record) }] };
  });
  return server;
}

const listener = createServer(async (incoming, outgoing) => {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const request = new Request("http://127.0.0.1/mcp", {
    method: incoming.method,
    headers: { ...incoming.headers, accept: "application/json, text/event-stream" },
    body: Buffer.concat(chunks),
  });
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableJsonResponse: true,
  });
  const server = buildServer();
  await server.connect(transport);
  const response = await transport.handleRequest(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
  await server.close();
});
listener.listen(0, "127.0.0.1", () => process.send({ port: listener.address().port }));
process.on("disconnect", () => process.exit(0));
