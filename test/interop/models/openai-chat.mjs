/** The part of OpenAI's Chat Completions API that Cline uses. */
export const openaiChat = {
  path: /\/chat\/completions$/,

  offered: ({ tools = [] }) => tools.map((tool) => ({ name: tool.function.name })),

  seen({ messages = [] }) {
    const results = messages.filter(({ role }) => role === "tool");
    return Object.fromEntries(results.map(({ tool_call_id, content }) => [tool_call_id, content]));
  },

  answer(call) {
    const called = call && { name: call.name, arguments: JSON.stringify(call.args) };
    const delta = called
      ? { role: "assistant", tool_calls: [{ index: 0, id: call.id, type: "function", function: called }] }
      : { role: "assistant", content: "Done." };
    const chunk = { id: "response", object: "chat.completion.chunk", created: 1, model: "scripted" };
    const choice = (part, finish_reason) => ({
      ...chunk,
      choices: [{ index: 0, delta: part, finish_reason }],
    });
    const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
    return [
      { data: choice(delta, null) },
      { data: { ...choice({}, called ? "tool_calls" : "stop"), usage } },
    ];
  },
};
