import { fixByKind } from "../../base/advice.ts";
import type { ToolError } from "../../base/tool-error.ts";
import { failureText, toToolError } from "../../toolkit/call/failure-text.ts";

/** The result of one check. `name` is for programs, the sentences are for people. */
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

/** An error as a tool would report it, with what happened and what to do kept apart. */
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

// Tool errors advise a model about its next call; doctor advises the operator.
function fixOf({ kind, advice: ownAdvice }: ToolError, advice: string[]): string {
  const fix = fixByKind[kind];
  if (fix && !ownAdvice) return `${fix}. Then run doctor again.`;
  if (kind === "arguments") return "The assistant must pass connectionId in every call about attachments.";
  return advice
    .join(" ")
    .replace(/^((Calling again|Retrying) will not help|Do not (try again|retry))\. /, "")
    .replace(/\b(Call again|Retry)\b/, "Run doctor again");
}
