import type { Progress } from "../../attachments/delivery/context.ts";
import type { ErrorTrace } from "../../base/error-trace.ts";
import type { ToolError } from "../../base/tool-error.ts";
import type { Tracing } from "../../base/tracing.ts";
import type { Client, Codat, Trace } from "../../codat/client.ts";
import { CodatError } from "../../codat/error.ts";
import type { Redact } from "../../codat/redact.ts";
import type { Called, CallNotes, CallRecord } from "../../guard/audit/call-record.ts";
import type { Settings } from "../../settings/index.ts";
import type { CallRequest } from "./call-request.ts";
import { callRetries } from "./call-retries.ts";
import { explain409 } from "./explain-409.ts";
import { toToolError, unexpectedIn } from "./failure-text.ts";
import { progressOf } from "./progress.ts";

/** Shared by all calls of one server. */
export interface CallDeps {
  client: Client;
  settings: Settings;
  /** Removes the key from a text. */
  redact: Redact;
  /** Logs what helps to debug a client; values are ours, never a caller's. */
  debug: (event: string, values: Record<string, string>) => void;
  /** Receives every call before its result is sent. Rejects if the result must not be sent. */
  report: (record: CallRecord, unexpected?: ErrorTrace) => Promise<void>;
  /** Receives sentences for the operator's log. */
  warn: (warning: string) => void;
  /** Records calls as spans; undefined if that is off. */
  tracing?: Tracing | undefined;
}

/** What a call may use. */
export interface CallContext {
  /** Codat, bound to this call's deadline, retries and cancellation. */
  codat: Codat;
  signal: AbortSignal;
  progress: Progress;
  trace: Trace;
  notes: CallNotes;
}

const methods: Record<Called["kind"], string> = {
  tool: "tools/call",
  resource: "resources/read",
  prompt: "prompts/get",
  completion: "completion/complete",
};

/** Runs a call and returns its value or the error that explains its failure. Catches all errors of a call that is loaded. */
export function runCall<T>(
  called: Called,
  request: CallRequest,
  deps: CallDeps,
  run: (context: CallContext) => Promise<T>,
): Promise<{ value: T } | { error: ToolError }> {
  const { tracing } = deps;
  if (!tracing) return runUntraced(called, request, deps, run);
  const traceparent = request._meta?.traceparent;
  return tracing.call(
    {
      ...called,
      method: methods[called.kind],
      traceparent: typeof traceparent === "string" ? traceparent : undefined,
    },
    () => runUntraced(called, request, deps, run),
    (outcome) => ("error" in outcome ? outcome.error.kind : undefined),
  );
}

async function runUntraced<T>(
  called: Called,
  request: CallRequest,
  deps: CallDeps,
  run: (context: CallContext) => Promise<T>,
): Promise<{ value: T } | { error: ToolError }> {
  const startedAtMs = performance.now();
  const trace: Trace = { attempts: 0 };
  const notes: CallNotes = {};
  const outcome = await outcomeOf(called, request, deps, { startedAtMs, trace, notes }, run);
  const { attempts, status } = trace;
  const ms = Math.round(performance.now() - startedAtMs);
  const { client, requestId } = request;
  const record = { ...called, client, requestId, ...notes, outcome: "ok", status, attempts, ms };
  try {
    if ("value" in outcome) await deps.report(record);
    else
      await deps.report({ ...record, ...failureRecord(outcome.error, trace) }, unexpectedIn(outcome.error));
    return outcome;
  } catch (thrown) {
    return { error: toToolError(thrown) };
  }
}

interface Running {
  startedAtMs: number;
  trace: Trace;
  notes: CallNotes;
}

async function outcomeOf<T>(
  called: Called,
  { signal, _meta, notify }: CallRequest,
  { client, settings, warn }: CallDeps,
  { startedAtMs, trace, notes }: Running,
  run: (context: CallContext) => Promise<T>,
): Promise<{ value: T } | { error: ToolError }> {
  const options = { signal, trace, startedAtMs };
  try {
    const progress = progressOf(_meta, notify);
    const retries = callRetries(settings, _meta, warn);
    const value = await client.withDeadline({ ...options, retries }, (codat, signal) =>
      run({ codat, signal, progress, trace, notes }),
    );
    return { value };
  } catch (thrown) {
    const once = { ...options, retries: { ...settings.retries, strategy: "none" as const } };
    // Clients do not show errors of completions, so an explanation would waste a request.
    const error =
      called.kind === "completion"
        ? toToolError(thrown)
        : await explain409(toToolError(thrown), client, once);
    error.attemptsInCall = trace.attempts;
    return { error };
  }
}

function failureRecord(error: ToolError, trace: Trace): Partial<CallRecord> {
  const { status = trace.status, correlationId } = error instanceof CodatError ? error : {};
  return { outcome: error.kind, status, correlationId };
}
