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
    async run({ cases, ...server }) {
      const { Client } = await import("@modelcontextprotocol/client");
      const client = new Client({ name: "interop", version: "1.0.0" }, { versionNegotiation: { mode } });
      return throughClient(client, await transportTo(server), cases);
    },
  };
}

async function transportTo({ url, headers, command, args }) {
  if (url) {
    const { StreamableHTTPClientTransport } = await import("@modelcontextprotocol/client");
    return new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
  }
  const { StdioClientTransport } = await import("@modelcontextprotocol/client/stdio");
  return new StdioClientTransport({ command, args, stderr: "ignore" });
}
