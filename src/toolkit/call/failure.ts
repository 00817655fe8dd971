import { type CallToolResult, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import type { ErrorKind, ToolError } from "../../base/tool-error.ts";
import { redactDeep } from "../../codat/redact.ts";
import { failureFacts, failureText } from "./failure-text.ts";

// Under this key of a result's `_meta` a program finds what a model reads in the text.
const errorMetaKey = "codat-customers-mcp/error";

/** A failure as a tool's result. */
export function failureResult(error: ToolError, redact: (text: string) => string): CallToolResult {
  const result = {
    isError: true,
    content: [{ type: "text" as const, text: failureText(error) }],
    _meta: { [errorMetaKey]: failureFacts(error) },
  };
  return redactDeep(result, redact);
}

const clientErrors: readonly ErrorKind[] = ["arguments", "not_allowed"];

/** A failure for a request that has no result to put it into: of a resource or a prompt. */
export function protocolError(error: ToolError, redact: (text: string) => string): ProtocolError {
  const code = clientErrors.includes(error.kind)
    ? ProtocolErrorCode.InvalidParams
    : ProtocolErrorCode.InternalError;
  return new ProtocolError(code, redact(failureText(error)), redactDeep(failureFacts(error), redact));
}
