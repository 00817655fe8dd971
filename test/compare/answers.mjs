// The o200k tokens that a model reads: the tool list, and the results of five questions.
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { operations, questions } from "./questions.mjs";

/** The tokens of the tools' names, descriptions and input schemas. */
export function listTokens(tools) {
  const read = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
  return countTokens(JSON.stringify(read));
}

/** The tool of each operation, by list position. */
export function toolNames(tools) {
  if (tools.length !== operations.length) throw new Error(`There are ${tools.length} tools, not five.`);
  return Object.fromEntries(operations.map((operation, place) => [operation, tools[place].name]));
}

/** The tokens of each result's text, and whether it contains the requested fact. */
export async function answerTokens(server, names, takes) {
  const answers = [];
  for (const { ask, operation, args, more = {}, tells } of questions) {
    const taken = Object.fromEntries(Object.entries(more).filter(([name]) => takes.includes(name)));
    const { content } = await server.call(names[operation], { ...args, ...taken });
    const text = content.map((block) => block.text ?? "").join("\n");
    answers.push({ ask, tokens: countTokens(text), tells: text.includes(tells) });
  }
  return answers;
}
