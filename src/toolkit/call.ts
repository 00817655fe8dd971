import type { Client, Codat, Trace } from "../codat/client.ts";
import type { CodatError } from "../codat/error.ts";
import type { Retries } from "../codat/retry.ts";
import { callRetries } from "./call-retries.ts";
import { explained, traceOf } from "./failure.ts";
import { explainedNotReady } from "./not-ready.ts";
import { type Progress, progressOf } from "./progress.ts";

/** What the calls of one server share. */
export interface CallDeps {
  client: Client;
  retries: Retries;
  redact: (text: string) => string;
  /** Told of every call when it has ended. */
  report: (record: CallRecord) => void;
}

/** What is called. */
export interface Called {
  kind: "tool" | "resource" | "prompt" | "completion";
  name: string;
}

/** What is remembered of a call: nothing of what was asked or answered. */
export interface CallRecord extends Called {
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
}

/** Runs a call, and hands on its value or the one error that explains it: the one place where errors are caught. */
export async function runCall<T>(
  called: Called,
  { signal, _meta, notify }: CallRequest,
  { client, retries, report }: CallDeps,
  run: (context: CallContext) => Promise<T>,
): Promise<{ value: T } | { error: CodatError }> {
  const startedAtMs = performance.now();
  const trace: Trace = { attempts: 0 };
  const ended = (outcome: string, rest: Partial<CallRecord> = {}) => {
    const { attempts, status } = trace;
    report({
      ...called,
      outcome,
      status,
      attempts,
      ms: Math.round(performance.now() - startedAtMs),
      ...rest,
    });
  };
  try {
    const progress = progressOf(_meta, notify);
    const options = { signal, retries: callRetries(retries, _meta), trace, startedAtMs };
    const value = await client.during(options, (codat, ends) =>
      run({ codat, signal: ends, progress, trace }),
    );
    ended("ok");
    return { value };
  } catch (thrown) {
    // Nobody reads why a completion is none.
    const error =
      called.kind === "completion"
        ? explained(thrown)
        : await explainedNotReady(explained(thrown), client, {
            signal,
            retries: { ...retries, strategy: "none" },
            trace,
            startedAtMs,
          });
    error.attempts = trace.attempts;
    const unexpected = error.kind === "internal" ? traceOf(error.cause ?? error) : undefined;
    const { status = trace.status, correlationId } = error.facts;
    ended(error.kind, { status, correlationId, unexpected });
    return { error };
  }
}
