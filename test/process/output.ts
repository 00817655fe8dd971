import type { CallToolResult } from "@modelcontextprotocol/server";

/** A message of the protocol, in what the tests look at. */
export interface Message {
  jsonrpc?: string;
  id?: number;
  method?: string;
  params?: { message?: string };
  result?: CallToolResult;
  error?: object;
}

/** The message in a line; of what is no message there is nothing. */
export function messageIn(line: string): Message {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}

/** What no output may hold: the key, a path of the machine, a stack. */
export function leaksIn(output: string, key: string): string[] {
  const leaks = [];
  if (output.includes(key)) leaks.push("the key");
  if (output.includes(process.cwd())) leaks.push("a path of the machine");
  if (/(\n|\\n) {4}at /.test(output)) leaks.push("a stack");
  return leaks;
}
