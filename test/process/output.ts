import type { CallToolResult } from "@modelcontextprotocol/server";

/** The parts of a protocol message that the tests check. */
export interface Message {
  jsonrpc?: string;
  id?: number;
  method?: string;
  params?: { message?: string };
  result?: CallToolResult;
  error?: object;
}

/** The message in a line; empty if the line is not a message. */
export function messageIn(line: string): Message {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}

/** Leaks in an output: the key, a path of the machine, a stack. */
export function leaksIn(output: string, key: string): string[] {
  const leaks = [];
  if (output.includes(key)) leaks.push("the key");
  if (output.includes(process.cwd())) leaks.push("a path of the machine");
  if (/(\n|\\n) {4}at /.test(output)) leaks.push("a stack");
  return leaks;
}
