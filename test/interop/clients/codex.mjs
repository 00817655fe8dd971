import { mkdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { startModel } from "../models/http-api.mjs";
import { openai } from "../models/openai.mjs";
import { runScript } from "../through/command.mjs";
import { binaryOf, installed } from "../through/installed.mjs";

export default {
  name: "Codex",
  // Codex on Windows writes a byte order mark before its first message.
  startsWith: "\ufeff",
  ...installed("@openai/codex"),
  async run({ name, command, args, cases }) {
    const model = await startModel(openai, cases);
    try {
      // TOML strings and lists of strings have JSON's syntax.
      const lines = [
        'model = "scripted"',
        'model_provider = "scripted"',
        'approval_policy = "never"',
        // The capabilities of known models. An unknown model gets fewer.
        "tool_output_token_limit = 10000",
        "check_for_update_on_startup = false",
        "[analytics]",
        "enabled = false",
        "[model_providers.scripted]",
        'name = "scripted"',
        `base_url = ${JSON.stringify(model.url)}`,
        'wire_api = "responses"',
        `[mcp_servers.${name}]`,
        `command = ${JSON.stringify(command)}`,
        `args = ${JSON.stringify(args)}`,
        // Otherwise, on a busy machine, the model is asked before the server has listed its tools.
        "required = true",
        "startup_timeout_sec = 60",
      ];
      await mkdir(join(homedir(), ".codex"));
      await writeFile(join(homedir(), ".codex", "config.toml"), lines.join("\n"));
      const script = binaryOf("@openai/codex", "codex");
      const list = await runScript(script, ["mcp", "list", "--json"]);
      const entry = JSON.parse(list.stdout).find((server) => server.name === name);
      const health = {
        command: "codex mcp list --json",
        says: entry?.enabled ? "enabled" : "not enabled",
        well: entry?.enabled === true,
      };

      const run = await runScript(script, ["exec", "--skip-git-repo-check", "Ask."]);
      if (run.code !== 0) throw new Error(`codex exec exited with ${run.code}: ${run.stderr}`);
      return { health, ...model.observed() };
    } finally {
      await model.close();
    }
  },
};
