import { type Check, failure, ok, warning } from "../check.ts";
import { describe, seconds } from "./describe.ts";
import { type Answer, isSilence } from "./exchange.ts";
import { isStream, modernMessage, replyIn } from "./messages.ts";
import type { Probe } from "./probe.ts";

/** Whether a client that reads only JSON gets JSON. */
export async function jsonCheck({ post }: Probe): Promise<Check> {
  const outcome = await post(modernMessage("tools/list"), { accept: "application/json" });
  const isAnswered = !isSilence(outcome) && outcome.status === 200 && replyIn(outcome)?.result !== undefined;
  if (isAnswered && !isStream(outcome.headers)) {
    return ok("json", "A client that accepts only JSON gets JSON.");
  }
  return failure(
    "json",
    `A client that accepts only JSON fails: tools/list ${describe(outcome)}.`,
    "Update the server. If something in front of it changes the Accept header, turn that off.",
  );
}

/** Whether a client that asks for progress gets a stream. */
export async function streamCheck({ post }: Probe): Promise<Check> {
  const outcome = await post(modernMessage("tools/list", { progressToken: "doctor" }));
  if (isSilence(outcome) || !replyIn(outcome)?.result) {
    return failure(
      "stream",
      `A request with a progress token ${describe(outcome)}.`,
      "Check that the proxy forwards text/event-stream, and does not compress it.",
    );
  }
  return isStream(outcome.headers)
    ? ok("stream", "A request with a progress token is answered with a stream of events.")
    : warning(
        "stream",
        "A request with a progress token is answered with JSON, so hosts show no progress.",
        "If something in front of the server changes the Accept header, turn that off.",
      );
}

/**
 * Whether a stream arrives while it is sent: the first event of a subscription within a time, and not as a whole of
 * known length. A server without changing lists ends a subscription soon, so a proxy that holds back short pieces only
 * is not found.
 */
export async function bufferingCheck({ open, limits }: Probe): Promise<Check> {
  const outcome = await open(
    modernMessage("subscriptions/listen", { params: { notifications: { toolsListChanged: true } } }),
  );
  if (isSilence(outcome)) {
    return outcome.isTimeout
      ? held(`The first event of a stream did not arrive within ${seconds(limits.firstEventMs)}`)
      : failure("buffering", `A stream ${describe(outcome)}.`, fix);
  }
  if (!isStream(outcome.headers)) {
    return warning(
      "buffering",
      `Whether streams are held back is unknown: a subscription ${describe(outcome)}.`,
      "Clients of protocol 2026-07-28 may ask for one. Check that the proxy forwards text/event-stream.",
    );
  }
  if (isCollected(outcome)) return held("A stream arrived as a whole, with a Content-Length");
  return ok(
    "buffering",
    `The first event of a stream arrived after ${Math.max(1, Math.round(outcome.ms))} ms.`,
  );
}

function isCollected({ headers }: Answer): boolean {
  return headers["content-length"] !== undefined;
}

const fix =
  "Turn off buffering of responses in the proxy for this path (nginx: proxy_buffering off), and compression of text/event-stream. Otherwise hosts show no progress, and may give up on long calls.";

function held(what: string): Check {
  return failure("buffering", `${what}: something in front of the server holds it back.`, fix);
}
