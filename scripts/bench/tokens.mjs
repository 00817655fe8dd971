// What the tool list costs a model that reads it, in o200k tokens.
import { startServer } from "./connection.mjs";

/** Of the tools that there are by default, and of all that can be asked for (`everything`). */
export async function measureTokens(file) {
  const everything = await tokensOf(file, { CODAT_TOOLSETS: "customers,companies" });
  return { ...(await tokensOf(file, {})), everything: everything.sum };
}

async function tokensOf(file, environment) {
  // Loaded late: its tables would weigh on every process that is spawned before.
  const { countTokens } = await import("gpt-tokenizer/encoding/o200k_base");
  const server = startServer(file, environment);
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
