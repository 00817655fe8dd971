import { mkdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { startModel } from "../models/http-api.mjs";
import { openaiChat } from "../models/openai-chat.mjs";
import { runScript } from "../through/command.mjs";
import { binaryOf, installed } from "../through/installed.mjs";

// Models under Cline add this list to the calls of all tools, and Cline passes it on.
const added = { task_progress: "- [x] Find the customer\n- [ ] Read the files" };

export default {
  name: "Cline",
  ...installed("cline"),
  async run({ name, command, args, cases }) {
    const model = await startModel(openaiChat, withAdded(cases));
    const script = binaryOf("cline", "cline");
    try {
      const settings = join(homedir(), ".cline", "data", "settings");
      await mkdir(settings, { recursive: true });
      const transport = { type: "stdio", command, args };
      await writeSettings(settings, "cline_mcp_settings", {
        mcpServers: { [name]: { transport, timeout: 60 } },
      });
      const provider = {
        provider: "openai-compatible",
        apiKey: "made-up",
        model: "scripted",
        baseUrl: model.url,
      };
      await writeSettings(settings, "providers", {
        version: 1,
        lastUsedProvider: provider.provider,
        modes: {},
        providers: {
          [provider.provider]: {
            settings: provider,
            updatedAt: new Date().toISOString(),
            tokenSource: "manual",
          },
        },
      });
      const run = await runScript(script, ["-P", provider.provider, "-m", provider.model, "Ask the server."]);
      if (run.code !== 0) throw new Error(`cline exited with ${run.code}: ${run.stdout}${run.stderr}`);
      return model.observed();
    } finally {
      // Otherwise a background process of Cline's goes on.
      await runScript(script, ["hub", "stop"]);
      await model.close();
    }
  },
};

async function writeSettings(folder, name, settings) {
  await writeFile(join(folder, `${name}.json`), JSON.stringify(settings));
}

function withAdded(cases) {
  const entries = Object.entries(cases);
  return Object.fromEntries(entries.map(([id, one]) => [id, { ...one, args: { ...one.args, ...added } }]));
}
