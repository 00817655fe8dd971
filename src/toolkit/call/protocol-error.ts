import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import type { CodatError, CodatErrorKind } from "../../codat/error.ts";
import { redacted } from "./answer.ts";
import { failureFacts, failureWords } from "./failure.ts";

const callersFault: readonly CodatErrorKind[] = ["arguments", "not_allowed"];

/** A failure where there is no result to put it into: of a resource or a prompt. */
export function protocolError(error: CodatError, redact: (text: string) => string): ProtocolError {
  const code = callersFault.includes(error.kind)
    ? ProtocolErrorCode.InvalidParams
    : ProtocolErrorCode.InternalError;
  return new ProtocolError(code, redact(failureWords(error)), redacted(failureFacts(error), redact));
}
