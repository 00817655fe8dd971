import { anthropic } from "../models/anthropic.mjs";
import { startModel } from "../models/http-api.mjs";
import { runScript } from "../through/command.mjs";
import { fileOf, installed } from "../through/installed.mjs";

// A made-up key and a model on loopback, so that nothing leaves the machine.
const quiet = {
  DISABLE_TELEMETRY: "1",
  DISABLE_AUTOUPDATER: "1",
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
};

export default {
  name: "Claude Code",
  ...installed("@anthropic-ai/claude-code"),
  async run({ name, command, args, cases }) {
    // The package's own path to this platform's program, without its npm install script.
    const script = fileOf("@anthropic-ai/claude-code", "cli-wrapper.cjs");
    await runScript(script, ["mcp", "add", name, "--", command, ...args], quiet);
    const list = await runScript(script, ["mcp", "list"], quiet);
    const said = list.stdout.split("\n").find((line) => line.startsWith(`${name}:`)) ?? "";
    const health = {
      command: "claude mcp list",
      says: said.split(" - ").at(-1),
      well: said.endsWith("✔ Connected"),
    };

    const model = await startModel(anthropic, cases);
    try {
      const variables = {
        ...quiet,
        ANTHROPIC_BASE_URL: model.url,
        ANTHROPIC_API_KEY: "made-up",
        // Otherwise the model must search for tools, which this model does not do.
        ENABLE_TOOL_SEARCH: "false",
      };
      const { code, stdout } = await runScript(
        script,
        ["-p", "Ask.", "--tools", "", "--allowedTools", `mcp__${name}`],
        variables,
      );
      if (code !== 0) throw new Error(`claude -p exited with ${code}: ${stdout}`);
      return { health, ...model.observed() };
    } finally {
      await model.close();
    }
  },
};
