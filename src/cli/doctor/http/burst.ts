import { type Check, failure, ok, warning } from "../check.ts";
import { isSilence } from "./exchange.ts";
import { modernMessage } from "./messages.ts";
import { isDown, type Probe } from "./probe.ts";

const size = 20;

/** Sends requests at the same time, to find replicas that do not answer or that differ. They ask Codat nothing. */
export async function burstCheck({ postOnce }: Probe): Promise<Check> {
  const outcomes = await Promise.all(
    Array.from({ length: size }, () => postOnce(modernMessage("server/discover"))),
  );
  const down = outcomes.filter(isDown);
  if (down.length > 0) {
    const reasons = counted(
      down.map((outcome) => (isSilence(outcome) ? outcome.code || "no answer" : String(outcome.status))),
    );
    return failure(
      "replicas",
      `${down.length} of ${size} requests at the same time failed (${reasons}): at least one server behind the proxy does not answer.`,
      "Check each server's /readyz directly. Make the proxy repeat failed requests on another server (nginx: proxy_next_upstream error timeout http_502 http_503 non_idempotent).",
    );
  }
  const statuses = outcomes.flatMap((outcome) => (isSilence(outcome) ? [] : [outcome.status]));
  if (statuses.includes(429)) {
    const fix = "Raise the limit of requests in the proxy: a host sends several at the same time.";
    return warning("replicas", `Some of ${size} requests at the same time were refused (429).`, fix);
  }
  if (new Set(statuses).size > 1) {
    return failure(
      "replicas",
      `${size} equal requests at the same time were answered differently (${counted(statuses.map(String))}).`,
      "The servers behind the proxy differ. Give all of them the same version, settings and tokens file.",
    );
  }
  return ok("replicas", `${size} requests at the same time were all answered (${statuses[0]}).`);
}

function counted(reasons: string[]): string {
  return [...new Set(reasons)]
    .map((reason) => `${reasons.filter((one) => one === reason).length} × ${reason}`)
    .join(", ");
}
