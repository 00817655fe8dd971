import { installed } from "../through/installed.mjs";
import { throughClient } from "../through/sdk.mjs";

export default {
  name: "TypeScript SDK v1",
  ...installed("@modelcontextprotocol/sdk"),
  async run({ command, args, cases }) {
    const { Client } = await import("@modelcontextprotocol/sdk/client/index.js");
    const { StdioClientTransport } = await import("@modelcontextprotocol/sdk/client/stdio.js");
    const client = new Client({ name: "interop", version: "1.0.0" });
    return throughClient(client, new StdioClientTransport({ command, args, stderr: "ignore" }), cases);
  },
};
