/** The part of Google's Gemini API that Gemini CLI uses. */
export const gemini = {
  path: /:streamGenerateContent/,

  offered: ({ tools = [] }) =>
    tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations.map(({ name }) => ({ name }))),

  // Parts after a result in its message belong to it: an image is a separate part.
  seen({ contents = [] }) {
    const results = {};
    for (const { parts } of contents) {
      let id;
      for (const part of parts) {
        id = part.functionResponse?.id ?? id;
        if (id) results[id] = [...(results[id] ?? []), part];
      }
    }
    return results;
  },

  answer(call) {
    const part = call
      ? { functionCall: { id: call.id, name: call.name, args: call.args } }
      : { text: "Done." };
    const candidate = { index: 0, content: { role: "model", parts: [part] }, finishReason: "STOP" };
    const usageMetadata = { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 };
    return [{ data: { candidates: [candidate], usageMetadata } }];
  },
};
