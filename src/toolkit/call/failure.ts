import { type CallToolResult, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import type { ErrorKind, ToolError } from "../../base/tool-error.ts";
import { redactDeep } from "../../codat/redact.ts";
import { failureFacts, failureText } from "./failure-text.ts";

// The key in a result's `_meta` with the error as data for programs.
const errorMetaKey = "codat-customers-mcp/error";

/** A failure as a tool result. */
export function failureResult(error: ToolError, redact: (text: string) => string): CallToolResult {
  const result = {
    isError: true,
    content: [{ type: "text" as const, text: failureText(error) }],
    _meta: { [errorMetaKey]: failureFacts(error) },
  };
  return redactDeep(result, redact);
}

const clientErrors: readonly ErrorKind[] = ["arguments", "not_allowed"];

/** A failure as a protocol error, for resources and prompts, whose results cannot carry errors. */
export function protocolError(error: ToolError, redact: (text: string) => string): ProtocolError {
  const code = clientErrors.includes(error.kind)
    ? ProtocolErrorCode.InvalidParams
    : ProtocolErrorCode.InternalError;
  return new ProtocolError(code, redact(failureText(error)), redactDeep(failureFacts(error), redact));
}
