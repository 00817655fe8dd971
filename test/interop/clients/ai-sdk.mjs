import { scriptedAnswers, seenByModel } from "../models/ai-sdk.mjs";
import { installed } from "../through/installed.mjs";

export default {
  name: "AI SDK",
  ...installed("@ai-sdk/mcp", "ai"),
  async run({ cases, ...server }) {
    const { createMCPClient } = await import("@ai-sdk/mcp");
    const { generateText, isStepCount } = await import("ai");
    const { MockLanguageModelV4 } = await import("ai/test");
    const client = await createMCPClient({ transport: await transportTo(server) });
    try {
      const tools = await client.tools();
      const answer = scriptedAnswers(cases);
      const model = new MockLanguageModelV4({ doGenerate: async (asked) => answer(asked) });
      await generateText({ model, tools, prompt: "Ask.", stopWhen: isStepCount(99) });
      return { tools: Object.keys(tools), seen: seenByModel(model.doGenerateCalls.at(-1).prompt) };
    } finally {
      await client.close();
    }
  },
};

async function transportTo({ url, headers, command, args }) {
  if (url) return { type: "http", url, headers };
  const { StdioMCPTransport } = await import("@ai-sdk/mcp/mcp-stdio");
  return new StdioMCPTransport({ command, args, stderr: "ignore" });
}
