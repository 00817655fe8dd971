import {
  Agent,
  MCPServerStdio,
  MCPServerStreamableHttp,
  run,
  setTracingDisabled,
  Usage,
} from "@openai/agents";

setTracingDisabled(true);

/** An agent of OpenAI's Agents SDK. On request its model gets only the structured content. */
export async function runOpenaiAgent({ name, url, headers, command, args, cases }, useStructuredContent) {
  const server = url
    ? new MCPServerStreamableHttp({ name, url, requestInit: { headers }, useStructuredContent })
    : new MCPServerStdio({ name, command, args, useStructuredContent });
  await server.connect();
  try {
    const model = new ScriptedModel(cases);
    await run(new Agent({ name: "interop", model, mcpServers: [server] }), "Ask.", { maxTurns: 99 });
    return { tools: model.tools, seen: model.seen };
  } finally {
    await server.close();
  }
}

/** Calls one case after the other and keeps the last input. */
class ScriptedModel {
  tools = [];
  seen = {};
  #waiting;

  constructor(cases) {
    this.#waiting = Object.entries(cases);
  }

  async getResponse({ input, tools }) {
    this.tools = tools.map(({ name }) => name);
    const results = input.filter(({ type }) => type === "function_call_result");
    this.seen = Object.fromEntries(results.map(({ callId, output }) => [callId, output]));
    return { usage: new Usage(), output: [this.#next()] };
  }

  #next() {
    const [callId, call] = this.#waiting.shift() ?? [];
    if (!call) {
      const content = [{ type: "output_text", text: "Done." }];
      return { type: "message", role: "assistant", status: "completed", content };
    }
    const { tool: name, args } = call;
    return { type: "function_call", callId, name, arguments: JSON.stringify(args), status: "completed" };
  }
}
