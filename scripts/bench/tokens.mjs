// The size of the tool list in o200k tokens.
import { startServer } from "./connection.mjs";

/** The default tools, and the tools of all toolsets (`everything`). */
export async function measureTokens(file) {
  const everything = await tokensOf(file, { CODAT_TOOLSETS: "customers,companies,analysis" });
  return { ...(await tokensOf(file, {})), everything: everything.sum };
}

async function tokensOf(file, environment) {
  // Loaded late: its tables make every later spawn slower.
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
