import { installed } from "../through/installed.mjs";
import { throughClient } from "../through/sdk.mjs";

export default {
  name: "TypeScript SDK v1",
  ...installed("@modelcontextprotocol/sdk"),
  async run({ cases, ...server }) {
    const { Client } = await import("@modelcontextprotocol/sdk/client/index.js");
    const client = new Client({ name: "interop", version: "1.0.0" });
    return throughClient(client, await transportTo(server), cases);
  },
};

async function transportTo({ url, headers, command, args }) {
  if (url) {
    const { StreamableHTTPClientTransport } = await import(
      "@modelcontextprotocol/sdk/client/streamableHttp.js"
    );
    return new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
  }
  const { StdioClientTransport } = await import("@modelcontextprotocol/sdk/client/stdio.js");
  return new StdioClientTransport({ command, args, stderr: "ignore" });
}
