import { installed } from "./installed.mjs";

/** The tools and results that a program gets through a client of either SDK. */
export async function throughClient(client, transport, cases) {
  await client.connect(transport);
  try {
    const { tools } = await client.listTools();
    const seen = {};
    for (const [name, { tool, args }] of Object.entries(cases)) {
      seen[name] = await client.callTool({ name: tool, arguments: args });
    }
    return { tools: tools.map(({ name }) => name), seen };
  } finally {
    await client.close();
  }
}

/** Version 2 of the TypeScript SDK, in one of its modes. */
export function sdkV2(words, mode) {
  return {
    name: `TypeScript SDK v2, ${words}`,
    ...installed("@modelcontextprotocol/client"),
    async run({ command, args, cases }) {
      const { Client } = await import("@modelcontextprotocol/client");
      const { StdioClientTransport } = await import("@modelcontextprotocol/client/stdio");
      const client = new Client({ name: "interop", version: "1.0.0" }, { versionNegotiation: { mode } });
      return throughClient(client, new StdioClientTransport({ command, args, stderr: "ignore" }), cases);
    },
  };
}
