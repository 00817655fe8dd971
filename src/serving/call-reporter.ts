import { codeOf } from "../base/error-trace.ts";
import { toEnd } from "../base/event-loop.ts";
import type { Log } from "../base/log.ts";
import { type Redactor, redactDeep } from "../codat/redact.ts";
import type { Audit } from "../guard/audit/audit.ts";
import type { CallRecord } from "../guard/audit/call-record.ts";
import type { Settings } from "../settings/index.ts";
import type { ToolDeps } from "../toolkit/define/context.ts";

/** Where the record of a call goes. */
export interface CallReceivers {
  log: Log;
  /** Receives the record of every call when it ends. */
  onCall: ((record: CallRecord) => void) | undefined;
  redactor: Redactor;
  /** Undefined if calls are not recorded. */
  audit: Audit | undefined;
}

/** Reports the calls of one grant, also those whose code could not be loaded. */
export function callReporter(
  settings: Settings,
  { log, onCall, redactor, audit }: CallReceivers,
): ToolDeps["report"] {
  return async (record, unexpected) => {
    logCall(log, record);
    onCall?.(record);
    if (unexpected) log("error", "unexpected", { [record.kind]: record.name, ...unexpected });
    await audit?.write(toEnd(redactDeep(record, redactor.redact)), settings).catch((error) => {
      log("error", "audit", { code: codeOf(error) });
      throw error;
    });
  };
}

function logCall(log: Log, { kind, name, outcome, status, attempts, ms, correlationId }: CallRecord): void {
  log("info", "call", { [kind]: name, outcome, status, attempts, ms, correlationId });
}
