import { type CallToolResult, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import { toEnd } from "../../base/event-loop.ts";
import type { ErrorKind, ToolError } from "../../base/tool-error.ts";
import { type Redact, redactDeep } from "../../codat/redact.ts";
import { failureFacts, failureText } from "./failure-text.ts";

// The key in a result's `_meta` with the error as data for programs.
const errorMetaKey = "codat-customers-mcp/error";

/** A failure as a tool result. */
export function failureResult(error: ToolError, redact: Redact): CallToolResult {
  const result = {
    isError: true,
    content: [{ type: "text" as const, text: textWithFacts(error) }],
    _meta: { [errorMetaKey]: failureFacts(error) },
  };
  return toEnd(redactDeep(result, redact));
}

const clientErrors: readonly ErrorKind[] = ["arguments", "not_allowed"];

/** A failure as a protocol error, for resources and prompts, whose results cannot carry errors. */
export function protocolError(error: ToolError, redact: Redact): ProtocolError {
  const code = clientErrors.includes(error.kind)
    ? ProtocolErrorCode.InvalidParams
    : ProtocolErrorCode.InternalError;
  return new ProtocolError(
    code,
    redact(textWithFacts(error)),
    toEnd(redactDeep(failureFacts(error), redact)),
  );
}

/**
 * A failure as text whose last line has the facts that a program needs: some frameworks (LangChain, OpenAI Agents) drop
 * `_meta`.
 */
export function textWithFacts(error: ToolError): string {
  const { kind, status, retryable, retryAfterSeconds } = failureFacts(error);
  return `${failureText(error)}\n${JSON.stringify({ kind, status, retryable, retryAfterSeconds })}`;
}
