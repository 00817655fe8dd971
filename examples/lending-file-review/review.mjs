// A LangGraph agent reviews a lending file through this server. Its model is scripted, so it needs no key and no network.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { HumanMessage } from "@langchain/core/messages";
import { END, MessagesAnnotation, START, StateGraph } from "@langchain/langgraph";
import { ToolNode } from "@langchain/langgraph/prebuilt";
import { MultiServerMCPClient } from "@langchain/mcp-adapters";
import { checkCitations } from "./check.mjs";
import { reviewLendingFile } from "./script/index.mjs";
import { ScriptedModel } from "./scripted-model.mjs";

const names = { borrower: "Larkmoor", customer: "Brackenhall" };
const main = fileURLToPath(new URL("../../dist/main.mjs", import.meta.url));
if (!existsSync(main)) throw new Error("The server is not built. Run `npm ci` in the repository root first.");

const client = new MultiServerMCPClient({
  mcpServers: {
    "codat-customers": {
      transport: "stdio",
      command: process.execPath,
      args: [main, "--sandbox", "--toolsets=customers,companies", "--log-level=error"],
    },
  },
});

try {
  const tools = await client.getTools();
  // To use a real chat model, replace only this line.
  const model = new ScriptedModel(reviewLendingFile(names)).bindTools(tools);
  const graph = new StateGraph(MessagesAnnotation)
    .addNode("model", async ({ messages }) => ({ messages: [await model.invoke(messages)] }))
    .addNode("tools", new ToolNode(tools))
    .addEdge(START, "model")
    .addConditionalEdges("model", ({ messages }) => (messages.at(-1).tool_calls?.length > 0 ? "tools" : END))
    .addEdge("tools", "model")
    .compile();

  const question = `Review ${names.borrower}'s customers and the files attached to ${names.customer}.`;
  const { messages } = await graph.invoke(
    { messages: [new HumanMessage(question)] },
    { recursionLimit: 100 },
  );
  const note = messages.at(-1).content;
  const checked = checkCitations(note, messages);
  const calls = messages.filter(({ type }) => type === "tool").length;
  process.stdout.write(
    `${note}\n\n---\n${calls} tool calls; ${checked} quotations, each found in a tool result.\n`,
  );
} finally {
  await client.close();
}
