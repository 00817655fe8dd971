/** The clients by file name, in table order. */
export const clientNames = [
  "sdk-v2-legacy",
  "sdk-v2-auto",
  "sdk-v2-pinned",
  "sdk-v1",
  "inspector-legacy",
  "inspector-modern",
  "ai-sdk",
  "langchain",
  "openai-agents",
  "openai-agents-structured",
  "mastra",
  "mcporter",
  "claude-code",
  "gemini-cli",
  "codex",
  "cline",
];

/** Those that also run over HTTP. The others are programs with a configuration of their own. */
export const httpClientNames = [
  "sdk-v2-legacy",
  "sdk-v2-auto",
  "sdk-v2-pinned",
  "sdk-v1",
  "inspector-legacy",
  "inspector-modern",
  "ai-sdk",
  "langchain",
  "openai-agents",
  "mastra",
];
