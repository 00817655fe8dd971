import { quotable } from "../../../base/visible-text.ts";
import { type Answer, isSilence, type Silence } from "./exchange.ts";
import { isHtml, isStream, replyIn } from "./messages.ts";

/** A URL without its query, which may hold a secret. */
export function shown({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

/** What came back, as the end of a sentence: `answered 404 with an HTML page`. */
export function describe(outcome: Answer | Silence): string {
  if (isSilence(outcome)) {
    if (outcome.isTimeout) return `did not answer within ${seconds(outcome.ms)}`;
    return `closed the connection without an answer${outcome.code && ` (${outcome.code})`}`;
  }
  const said = errorIn(outcome);
  return `answered ${outcome.status}${said ? ` (“${said}”)` : ` with ${contentOf(outcome)}`}`;
}

/** The message of a JSON-RPC error, safe to print. */
export function errorIn(answer: Answer): string | undefined {
  const message = replyIn(answer)?.error?.message;
  return typeof message === "string" ? quotable(message, 200) : undefined;
}

export function seconds(ms: number): string {
  return `${Math.max(0.1, Math.round(ms / 100) / 10)} s`;
}

function contentOf(answer: Answer): string {
  if (answer.body === "") return "an empty body";
  if (isHtml(answer)) return "an HTML page";
  if (isStream(answer.headers)) return "a stream of events";
  return replyIn(answer) ? "a JSON-RPC message" : "a body that is no MCP message";
}
