/** A tool result as a model sees it: its texts, whether it failed, and the JSON in its last text. */
export function answerIn({ content, status }) {
  const texts = Array.isArray(content)
    ? content.flatMap((block) => (block.type === "text" ? [block.text] : []))
    : [blockIn(content)?.text ?? content];
  return { failed: status === "error", texts, json: () => JSON.parse(texts.at(-1)) };
}

// The adapter serializes a single block to JSON if the result also has structured content.
function blockIn(text) {
  try {
    const block = JSON.parse(text);
    return block?.type === "text" ? block : undefined;
  } catch {
    return undefined;
  }
}
