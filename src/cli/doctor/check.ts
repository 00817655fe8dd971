import type { CodatError, CodatErrorKind } from "../../codat/error.ts";
import { explained, failureWords } from "../../toolkit/call/failure.ts";

/** What was looked at and found; `name` is a word for programs, the sentences are for people. */
export type Check =
  | { name: string; result: "ok"; message: string }
  | { name: string; result: "warning" | "failure"; message: string; mend: string };

export function ok(name: string, message: string): Check {
  return { name, result: "ok", message };
}

export function warning(name: string, message: string, mend: string): Check {
  return { name, result: "warning", message, mend };
}

export function failure(name: string, message: string, mend: string): Check {
  return { name, result: "failure", message, mend };
}

/** An error in the words that a tool would use for it, what happened apart from what to do. */
export function failed(name: string, thrown: unknown, result: "warning" | "failure" = "failure"): Check {
  const error = explained(thrown);
  const lines = failureWords(error).split("\n");
  const happened = error.message.split("\n").length;
  return {
    name,
    result,
    message: lines.slice(0, happened).join("\n"),
    mend: mendOf(error, lines.slice(happened)),
  };
}

const runAgain: Partial<Record<CodatErrorKind, string>> = {
  network: "Check the base URL and what stands on the way there, such as a firewall or a proxy",
  timeout: "Check the base URL and what stands on the way there, such as a firewall or a proxy",
  unreadable: "Check the base URL, and whether a proxy or a sign-in page answers in Codat's place",
  upstream:
    "Wait a minute; if it stays so, look at Codat's status page, or give its support the correlationId",
};

// A tool's words are for a model that calls it; here the operator reads, and calls nothing.
function mendOf({ kind, facts }: CodatError, advice: string[]): string {
  const mend = runAgain[kind];
  if (mend && !facts.advice) return `${mend}; then run doctor again.`;
  if (kind === "arguments")
    return "Assistants must name the connectionId that is meant in each call about attachments.";
  return advice
    .join(" ")
    .replace(/^(Calling again will not help|Do not try again)\. /, "")
    .replace("Call again", "Run doctor again");
}
