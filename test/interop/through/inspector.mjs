import { runScript } from "./command.mjs";
import { binaryOf, installed } from "./installed.mjs";

const exitOfFailedTool = 5;

/** The MCP Inspector's command line in one protocol version. It prints the whole result. */
export function inspector(era) {
  return {
    name: `Inspector, command line, ${era}`,
    ...installed("@modelcontextprotocol/inspector"),
    async run({ cases, ...server }) {
      const script = binaryOf("@modelcontextprotocol/inspector", "mcp-inspector");
      const ask = (...method) =>
        runScript(script, ["--cli", ...target(server), "--protocol-era", era, "-q", "--method", ...method]);
      const list = await ask("tools/list", "--strict");
      if (list.code !== 0) throw new Error(`tools/list --strict exited with ${list.code}: ${list.stderr}`);
      const seen = {};
      for (const [name, one] of Object.entries(cases)) {
        const json = JSON.stringify(one.args);
        const call = await ask("tools/call", "--tool-name", one.tool, "--tool-args-json", json);
        if (![0, exitOfFailedTool].includes(call.code)) throw new Error(`${name}: ${call.stderr}`);
        seen[name] = JSON.parse(call.stdout);
      }
      const { tools } = JSON.parse(list.stdout);
      const note = `tools/list --strict: ${list.stderr.trim().split("\n").at(-1)}`;
      return { tools: tools.map((tool) => tool.name), seen, note };
    },
  };
}

function target({ url, headers, command, args }) {
  if (!url) return [command, ...args];
  const lines = Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]);
  return [url, "--transport", "http", ...lines];
}
