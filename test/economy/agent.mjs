// A scripted agent: it calls tools by a plan, and counts what a model would read and write.
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";

/** An agent of a running server. `upstream` is asked how many requests it got. */
export async function createAgent(server, upstream) {
  const used = { calls: 0, tokens: 0 };
  const first = await upstream.answered();
  return {
    /** The result of a tool. A refusal is a result: a model reads it, too. */
    async call(name, args) {
      used.calls++;
      const { content, structuredContent, isError = false } = await server.ask(name, args);
      const asRead = content
        .map(({ text = "", data = "", resource }) => text + data + (resource?.blob ?? ""))
        .join("\n");
      used.tokens += countTokens(JSON.stringify(args)) + countTokens(asRead);
      const text = unescaped(asRead);
      return { text, isError, json: structuredContent ?? jsonIn(text) };
    },
    used: async () => ({ ...used, requests: (await upstream.answered()) - first }),
  };
}

// One converter returns files as a string of JSON, which a model reads like the text.
function unescaped(text) {
  return text.startsWith('"') && text.endsWith('"') ? JSON.parse(text) : text;
}

/** The JSON object that a text ends with, for servers that return only text. */
function jsonIn(text) {
  for (let at = text.indexOf("{"); at >= 0; at = text.indexOf("{", at + 1)) {
    try {
      return JSON.parse(text.slice(at));
    } catch {
      // A brace in a sentence before the JSON.
    }
  }
  return undefined;
}
