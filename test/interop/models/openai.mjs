/** The part of OpenAI's Responses API that Codex uses. */
export const openai = {
  path: /\/responses$/,

  // Codex offers a server's tools as a namespace.
  offered: ({ tools = [] }) =>
    tools.flatMap(({ type, name, tools: inner = [] }) =>
      type === "namespace"
        ? inner.map((tool) => ({ name: tool.name, namespace: name }))
        : [{ name: name ?? "" }],
    ),

  seen({ input = [] }) {
    const results = input.filter(({ type }) => type === "function_call_output");
    return Object.fromEntries(results.map(({ call_id, output }) => [call_id, output]));
  },

  answer(call) {
    const line = { type: "output_text", text: "Done.", annotations: [] };
    const item = call
      ? {
          type: "function_call",
          call_id: call.id,
          name: call.name,
          namespace: call.namespace,
          arguments: JSON.stringify(call.args),
        }
      : { type: "message", role: "assistant", content: [line] };
    const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2 };
    const response = { id: "response", status: "completed", usage };
    return [
      { type: "response.created", data: { response } },
      {
        type: "response.output_item.done",
        data: { output_index: 0, item: { id: "item", status: "completed", ...item } },
      },
      { type: "response.completed", data: { response: { ...response, output: [item] } } },
    ];
  },
};
