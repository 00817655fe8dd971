import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Served } from "./served.ts";

export const sockets = (most: number) => `${most} sockets`;

/** The results of `count` concurrent calls, and the time until the last one. */
export async function callConcurrently(
  server: Served,
  count: number,
): Promise<{ answers: CallToolResult[]; ms: number }> {
  const startedAtMs = performance.now();
  const calls = Array.from({ length: count }, (_, nth) => server.customer(`c${nth}`));
  const answers = await Promise.all(calls.map((call) => server.answer(call)));
  return { answers, ms: Math.round(performance.now() - startedAtMs) };
}
