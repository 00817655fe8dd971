// What the tool list costs a model that reads it, in o200k tokens.
import { startServer } from "./connection.mjs";

export async function measureTokens(file) {
  // Loaded late: its tables would weigh on every process that is spawned before.
  const { countTokens } = await import("gpt-tokenizer/encoding/o200k_base");
  const server = startServer(file);
  try {
    const { result } = await server.open();
    const tools = result.tools.map(({ name, description, inputSchema }) => {
      return { name, tokens: countTokens(JSON.stringify({ name, description, inputSchema })) };
    });
    return {
      tools,
      sum: tools.reduce((sum, { tokens }) => sum + tokens, 0),
      list: countTokens(JSON.stringify(result)),
    };
  } finally {
    await server.close();
  }
}
