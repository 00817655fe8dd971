// A language model of the AI SDK's kind that asks for one case after the other, and then stops.
const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

/** What the model answers, call by call; a tool that it is not offered ends it. */
export function scriptedAnswers(cases) {
  const waiting = Object.entries(cases);
  return ({ tools }) => {
    const [toolCallId, { tool, args } = {}] = waiting.shift() ?? [];
    // Some frameworks put the server's name before the tool's.
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

/** What stands in the model's prompt as the results of its calls, by case. */
export function seenByModel(prompt) {
  const results = prompt.filter(({ role }) => role === "tool").flatMap(({ content }) => content);
  return Object.fromEntries(results.map(({ toolCallId, output }) => [toolCallId, output]));
}
