import { type Check, failure, ok, warning } from "../check.ts";
import { describe } from "./describe.ts";
import { isSilence } from "./exchange.ts";
import type { Probe } from "./probe.ts";

/** Whether GET is refused without asking for a token. */
export async function getCheck({ url, get }: Probe): Promise<Check> {
  const outcome = await get(url);
  if (!isSilence(outcome) && outcome.status === 405) return ok("get", "GET answers 405, as expected.");
  const message = `GET ${describe(outcome)} instead of 405.`;
  if (!isSilence(outcome) && outcome.status === 401) {
    const fix =
      "Clients then start to sign in needlessly. Make the proxy forward GET to the server, and check no token itself.";
    return warning("get", message, fix);
  }
  if (isSilence(outcome) && outcome.isTimeout) {
    return failure("get", message, "Clients wait for this answer. Make the proxy forward GET to the server.");
  }
  return warning("get", message, "Make the proxy forward GET to the server, which answers it itself.");
}
