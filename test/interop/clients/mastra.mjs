import { scriptedAnswers, seenByModel } from "../models/ai-sdk.mjs";
import { installed } from "../through/installed.mjs";

export default {
  name: "Mastra",
  ...installed("@mastra/mcp", "@mastra/core", "ai"),
  async run({ name, url, headers, command, args, cases }) {
    const { MCPClient } = await import("@mastra/mcp");
    const { Agent } = await import("@mastra/core/agent");
    const { MockLanguageModelV3 } = await import("ai/test");
    const server = url
      ? { url: new URL(url), requestInit: { headers } }
      : { command, args, stderr: "ignore" };
    const client = new MCPClient({ servers: { [name]: server } });
    try {
      const tools = await client.listTools();
      const answer = scriptedAnswers(cases);
      const model = new MockLanguageModelV3({ doGenerate: async (asked) => answer(asked) });
      const agent = new Agent({ id: "interop", name: "interop", instructions: "Ask.", model, tools });
      await agent.generate("Ask.", { maxSteps: 99 });
      return { tools: Object.keys(tools), seen: seenByModel(model.doGenerateCalls.at(-1).prompt) };
    } finally {
      await client.disconnect();
    }
  },
};
