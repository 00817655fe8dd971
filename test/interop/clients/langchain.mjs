import { installed } from "../through/installed.mjs";

export default {
  name: "LangChain",
  ...installed("@langchain/mcp-adapters", "@langchain/langgraph"),
  async run({ name, url, headers, command, args, cases }) {
    const { AIMessage } = await import("@langchain/core/messages");
    const { ToolNode } = await import("@langchain/langgraph/prebuilt");
    const { MultiServerMCPClient } = await import("@langchain/mcp-adapters");
    const server = url
      ? { transport: "http", url, headers }
      : { transport: "stdio", command, args, stderr: "ignore" };
    const client = new MultiServerMCPClient({ mcpServers: { [name]: server } });
    try {
      const tools = await client.getTools();
      // An agent's graph runs tools in such a node, and its model reads the resulting messages.
      const node = new ToolNode(tools);
      const seen = {};
      for (const [id, { tool, args }] of Object.entries(cases)) {
        const call = new AIMessage({ content: "", tool_calls: [{ id, name: tool, args }] });
        const { messages } = await node.invoke({ messages: [call] });
        seen[id] = messages[0].content;
      }
      return { tools: tools.map((tool) => tool.name), seen };
    } finally {
      await client.close();
    }
  },
};
