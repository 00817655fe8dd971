import type { Client, Codat, Trace } from "../../codat/client.ts";
import type { CodatError } from "../../codat/error.ts";
import type { Retries } from "../../codat/retry.ts";
import { callRetries } from "./call-retries.ts";
import { explainedNotReady } from "./explain-409.ts";
import { explained, traceOf } from "./failure.ts";
import { type Progress, progressOf } from "./progress.ts";

/** What the calls of one server share. */
export interface CallDeps {
  client: Client;
  retries: Retries;
  redact: (text: string) => string;
  /** Told of every call before its answer leaves; rejects where it must not leave. */
  report: (record: CallRecord) => Promise<void>;
}

/** What is called. */
export interface Called {
  kind: "tool" | "resource" | "prompt" | "completion";
  name: string;
}

/** Whom a call is about, and what it hands out; filled while it lasts. */
export interface CallNotes {
  companyId?: string;
  connectionId?: string;
  customerId?: string;
  attachmentId?: string;
  /** Of a file whose contents are handed out. */
  bytes?: number;
  sha256?: string;
}

/** What is remembered of a call: nothing of what was asked or answered. */
export interface CallRecord extends Called, CallNotes {
  /** Who called, as it names itself. */
  client?: { name: string; version: string };
  /** "ok", or the kind of the error. */
  outcome: string;
  status?: number;
  attempts: number;
  ms: number;
  correlationId?: string;
  /** Of an error that was not foreseen: its class, place and code. */
  unexpected?: ReturnType<typeof traceOf>;
}

/** The part of an MCP request that a call needs. */
export interface CallRequest {
  signal: AbortSignal;
  client?: { name: string; version: string };
  _meta?: Record<string, unknown>;
  notify: (notification: { method: string; params: Record<string, unknown> }) => Promise<void>;
}

/** What a call may use. */
export interface CallContext {
  /** Codat, bound to this call's deadline, retries and cancellation. */
  codat: Codat;
  signal: AbortSignal;
  progress: Progress;
  trace: Readonly<Trace>;
  notes: CallNotes;
}

/** Runs a call, and hands on its value or the one error that explains it: the one place where errors are caught. */
export async function runCall<T>(
  called: Called,
  request: CallRequest,
  deps: CallDeps,
  run: (context: CallContext) => Promise<T>,
): Promise<{ value: T } | { error: CodatError }> {
  const startedAtMs = performance.now();
  const trace: Trace = { attempts: 0 };
  const notes: CallNotes = {};
  const outcome = await outcomeOf(called, request, deps, { startedAtMs, trace, notes }, run);
  const { attempts, status } = trace;
  const ms = Math.round(performance.now() - startedAtMs);
  const record = { ...called, client: request.client, ...notes, outcome: "ok", status, attempts, ms };
  try {
    await deps.report("error" in outcome ? { ...record, ...failureRecord(outcome.error, trace) } : record);
    return outcome;
  } catch (thrown) {
    return { error: explained(thrown) };
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
  { client, retries }: CallDeps,
  { startedAtMs, trace, notes }: Running,
  run: (context: CallContext) => Promise<T>,
): Promise<{ value: T } | { error: CodatError }> {
  const options = { signal, trace, startedAtMs };
  try {
    const progress = progressOf(_meta, notify);
    const value = await client.during({ ...options, retries: callRetries(retries, _meta) }, (codat, ends) =>
      run({ codat, signal: ends, progress, trace, notes }),
    );
    return { value };
  } catch (thrown) {
    const once = { ...options, retries: { ...retries, strategy: "none" as const } };
    // Nobody reads why a completion is none.
    const error =
      called.kind === "completion"
        ? explained(thrown)
        : await explainedNotReady(explained(thrown), client, once);
    error.attempts = trace.attempts;
    return { error };
  }
}

function failureRecord(error: CodatError, trace: Trace): Partial<CallRecord> {
  const { status = trace.status, correlationId } = error.facts;
  const unexpected = error.kind === "internal" ? traceOf(error.cause ?? error) : undefined;
  return { outcome: error.kind, status, correlationId, unexpected };
}
