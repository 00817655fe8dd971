import { fixByKind } from "../../base/advice.ts";
import type { ToolError } from "../../base/tool-error.ts";
import { failureText, toToolError } from "../../toolkit/call/failure-text.ts";

/** What was looked at and found; `name` is a word for programs, the sentences are for people. */
export type Check =
  | { name: string; result: "ok"; message: string }
  | { name: string; result: "warning" | "failure"; message: string; fix: string };

export function ok(name: string, message: string): Check {
  return { name, result: "ok", message };
}

export function warning(name: string, message: string, fix: string): Check {
  return { name, result: "warning", message, fix };
}

export function failure(name: string, message: string, fix: string): Check {
  return { name, result: "failure", message, fix };
}

/** An error in the words that a tool would use for it, what happened apart from what to do. */
export function failed(name: string, thrown: unknown, result: "warning" | "failure" = "failure"): Check {
  const error = toToolError(thrown);
  const lines = failureText(error).split("\n");
  const happened = error.message.split("\n").length;
  return {
    name,
    result,
    message: lines.slice(0, happened).join("\n"),
    fix: fixOf(error, lines.slice(happened)),
  };
}

// A tool's words are for a model that calls it; here the operator reads, and calls nothing.
function fixOf({ kind, advice: ownAdvice }: ToolError, advice: string[]): string {
  const fix = fixByKind[kind];
  if (fix && !ownAdvice) return `${fix}; then run doctor again.`;
  if (kind === "arguments")
    return "Assistants must name the connectionId that is meant in each call about attachments.";
  return advice
    .join(" ")
    .replace(/^Retrying will not help\. /, "")
    .replace(/\b(?:Call again|Retry(?: the call)?)\b/, "Run doctor again");
}
