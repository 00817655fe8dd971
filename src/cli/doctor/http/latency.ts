import { type Check, failure, ok, warning } from "../check.ts";
import { describe, seconds } from "./describe.ts";
import { isSilence } from "./exchange.ts";
import { modernMessage, replyIn } from "./messages.ts";
import type { Probe } from "./probe.ts";

const calls = 5;

/** How long the server and all in front of it take, without Codat. */
export async function latencyCheck({ post, limits }: Probe): Promise<Check> {
  const times: number[] = [];
  for (let sent = 0; sent < calls; sent++) {
    const outcome = await post(modernMessage("tools/list"));
    if (isSilence(outcome) && outcome.isTimeout) {
      const fix = "Check the load of the server (metrics), and the time limits and the route of the proxy.";
      return failure("latency", `One of ${calls} requests ${describe(outcome)}.`, fix);
    }
    // Other failures are reported elsewhere.
    if (!isSilence(outcome) && replyIn(outcome)?.result) times.push(outcome.ms);
  }
  times.sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  if (median === undefined)
    return warning("latency", "No request was answered.", "Fix the failures above first.");
  const slowest = times.at(-1) ?? median;
  const message = `${times.length} requests took ${milliseconds(median)} (median) to ${milliseconds(slowest)}, each on a new connection.`;
  if (median <= limits.slowMs) return ok("latency", message);
  return warning(
    "latency",
    `${message} This is slow: more than ${seconds(limits.slowMs)}.`,
    "Check the load of the server (metrics), and the route and the name lookups of the proxy. Hosts give up after some seconds.",
  );
}

function milliseconds(ms: number): string {
  return `${Math.max(1, Math.round(ms))} ms`;
}
