import { mkdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { gemini } from "../models/gemini.mjs";
import { startModel } from "../models/http-api.mjs";
import { runScript } from "../through/command.mjs";
import { binaryOf, installed } from "../through/installed.mjs";

// A made-up key and a model on loopback, so that nothing leaves the machine.
const variables = { GEMINI_CLI_TRUST_WORKSPACE: "true", GEMINI_API_KEY: "made-up" };

export default {
  name: "Gemini CLI",
  ...installed("@google/gemini-cli"),
  async run({ name, command, args, cases }) {
    await mkdir(join(homedir(), ".gemini"));
    const settings = {
      // Tools that run without asking the user.
      mcpServers: { [name]: { command, args, trust: true } },
      security: { auth: { selectedType: "gemini-api-key" } },
      privacy: { usageStatisticsEnabled: false },
      general: { enableAutoUpdate: false },
    };
    await writeFile(join(homedir(), ".gemini", "settings.json"), JSON.stringify(settings));
    const script = binaryOf("@google/gemini-cli", "gemini");
    const list = await runScript(script, ["mcp", "list"], variables);
    const said = `${list.stdout}${list.stderr}`.split("\n").find((line) => line.includes(`${name}:`)) ?? "";
    const health = {
      command: "gemini mcp list",
      says: said.split(" - ").at(-1).trim(),
      well: /- Connected\s*$/.test(said),
    };

    const model = await startModel(gemini, cases);
    try {
      const asked = ["-m", "gemini-2.5-flash", "-p", "Ask."];
      const run = await runScript(script, asked, { ...variables, GOOGLE_GEMINI_BASE_URL: model.url });
      if (run.code !== 0) throw new Error(`gemini -p exited with ${run.code}: ${run.stderr}`);
      return { health, ...model.observed() };
    } finally {
      await model.close();
    }
  },
};
