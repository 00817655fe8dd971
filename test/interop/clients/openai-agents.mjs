import { installed } from "../through/installed.mjs";

export default {
  name: "OpenAI Agents",
  ...installed("@openai/agents", "openai"),
  async run(server) {
    const { runOpenaiAgent } = await import("../models/openai-agents.mjs");
    return runOpenaiAgent(server, false);
  },
};
