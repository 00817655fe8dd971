/** The part of Anthropic's Messages API that Claude Code uses. */
export const anthropic = {
  path: /^\/v1\/messages(\?|$)/,

  offered: ({ tools = [] }) => tools.map(({ name }) => ({ name })),

  seen({ messages = [] }) {
    const blocks = messages.flatMap(({ content }) => (Array.isArray(content) ? content : []));
    const results = blocks.filter(({ type }) => type === "tool_result");
    return Object.fromEntries(results.map(({ tool_use_id, ...result }) => [tool_use_id, result]));
  },

  answer(call) {
    const usage = { input_tokens: 1, output_tokens: 1 };
    const message = {
      id: "message",
      type: "message",
      role: "assistant",
      model: "scripted",
      content: [],
      usage,
    };
    const content_block = call
      ? { type: "tool_use", id: call.id, name: call.name, input: {} }
      : { type: "text", text: "" };
    const delta = call
      ? { type: "input_json_delta", partial_json: JSON.stringify(call.args) }
      : { type: "text_delta", text: "Done." };
    const end = { stop_reason: call ? "tool_use" : "end_turn", stop_sequence: null };
    return [
      { type: "message_start", data: { message } },
      { type: "content_block_start", data: { index: 0, content_block } },
      { type: "content_block_delta", data: { index: 0, delta } },
      { type: "content_block_stop", data: { index: 0 } },
      { type: "message_delta", data: { delta: end, usage } },
      { type: "message_stop", data: {} },
    ];
  },
};
