// An AI SDK language model that calls one case after the other and then stops.
const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

/** The model's output, call by call. It stops at a tool that it is not offered. */
export function scriptedAnswers(cases) {
  const waiting = Object.entries(cases);
  return ({ tools }) => {
    const [toolCallId, { tool, args } = {}] = waiting.shift() ?? [];
    // Some frameworks prefix tool names with the server's name.
    const toolName = tools.find(({ name }) => name === tool || name.endsWith(`_${tool}`))?.name;
    const call = toolName && { type: "tool-call", toolCallId, toolName, input: JSON.stringify(args) };
    const reason = call ? "tool-calls" : "stop";
    return {
      content: [call ?? { type: "text", text: "Done." }],
      finishReason: { unified: reason, raw: reason },
      usage,
      warnings: [],
    };
  };
}

/** The results of the model's calls in its prompt, by case. */
export function seenByModel(prompt) {
  const results = prompt.filter(({ role }) => role === "tool").flatMap(({ content }) => content);
  return Object.fromEntries(results.map(({ toolCallId, output }) => [toolCallId, output]));
}
