import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { check } from "./check.mjs";

/** The built server. */
export const main = fileURLToPath(new URL("../../dist/main.mjs", import.meta.url));

const started = [];
let log = "";

/** Starts the built server in a process of its own, and connects a client as a host does. */
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
    /** The answer of a call that must succeed. */
    async call(name, args) {
      const answer = await client.callTool({ name, arguments: args });
      check(!answer.isError, `${name} failed: ${wordsOf(answer)}`);
      return answer;
    },
    /** The answer of a call that must fail, and its error as programs read it. */
    async failedCall(name, args) {
      const answer = await client.callTool({ name, arguments: args });
      check(answer.isError, `${name} should have failed, and answered: ${wordsOf(answer)}`);
      return { words: wordsOf(answer), error: answer._meta?.["codat-customers-mcp/error"] };
    },
  };
}

/** Ends every server that was started, those too that are still starting. */
export async function stopServers() {
  await Promise.allSettled(started.flatMap(({ transport, connected }) => [transport.close(), connected]));
}

/** What the servers wrote to stderr. */
export function serverLog() {
  return log;
}

/** The words that stand before an answer's data. */
export function wordsOf({ content }) {
  return content[0].text;
}
