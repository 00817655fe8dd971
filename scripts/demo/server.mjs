import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { check } from "./check.mjs";

/** The built server. */
export const main = fileURLToPath(new URL("../../dist/main.mjs", import.meta.url));

const started = [];
let log = "";

/** Starts the built server in its own process and connects a client, as a host does. */
export async function startServer(flags, variables = {}) {
  const client = new Client({ name: "demo", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [main, ...flags],
    env: variables,
    stderr: "pipe",
  });
  transport.stderr.on("data", (chunk) => {
    log += chunk;
  });
  const connected = client.connect(transport);
  started.push({ transport, connected });
  await connected;
  return {
    instructions: client.getInstructions() ?? "",
    tools: (await client.listTools()).tools,
    /** The result of a call that must succeed. */
    async call(name, args) {
      const answer = await client.callTool({ name, arguments: args });
      check(!answer.isError, `${name} failed: ${textOf(answer)}`);
      return answer;
    },
    /** The text of a call that must fail, and its error for programs. */
    async failedCall(name, args) {
      const answer = await client.callTool({ name, arguments: args });
      check(answer.isError, `${name} should have failed but returned: ${textOf(answer)}`);
      return { text: textOf(answer), error: answer._meta?.["codat-customers-mcp/error"] };
    },
  };
}

/** Stops every server, including servers that are still starting. */
export async function stopServers() {
  await Promise.allSettled(started.flatMap(({ transport, connected }) => [transport.close(), connected]));
}

/** The stderr of all servers. */
export function serverLog() {
  return log;
}

/** The first text block of a result, before its data. */
export function textOf({ content }) {
  return content[0].text;
}
