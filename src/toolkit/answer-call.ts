import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Client, Codat, Trace } from "../codat/client.ts";
import type { Retries } from "../codat/retry.ts";
import { type Answer, resultOf } from "./answer.ts";
import { callRetries } from "./call-retries.ts";
import { explained, failureResult, traceOf } from "./failure.ts";

/** What the calls of one server share. */
export interface CallDeps {
  client: Client;
  retries: Retries;
  redact: (text: string) => string;
  /** Told of every call when it has ended. */
  report: (record: CallRecord) => void;
}

/** What is remembered of a call: nothing of what was asked or answered. */
export interface CallRecord {
  tool: string;
  /** "ok", or the kind of the error. */
  outcome: string;
  status?: number;
  attempts: number;
  ms: number;
  correlationId?: string;
  /** Of an error that was not foreseen: its class, place and code. */
  unexpected?: ReturnType<typeof traceOf>;
}

/** The part of a request that a call needs. */
export interface CallRequest {
  tool: string;
  signal: AbortSignal;
  meta: Record<string, unknown> | undefined;
}

/** Runs a call and turns whatever comes of it into a result: the one place where errors are caught. */
export async function answerCall(
  { tool, signal, meta }: CallRequest,
  { client, retries, redact, report }: CallDeps,
  run: (codat: Codat) => Promise<Answer>,
): Promise<CallToolResult> {
  const startedAtMs = performance.now();
  const trace: Trace = { attempts: 0 };
  const ended = (outcome: string, rest: Partial<CallRecord> = {}) =>
    report({ tool, outcome, ...trace, ms: Math.round(performance.now() - startedAtMs), ...rest });
  try {
    const options = { signal, retries: callRetries(retries, meta), trace };
    const result = resultOf(await client.during(options, run), redact);
    ended("ok");
    return result;
  } catch (thrown) {
    const error = explained(thrown);
    const unexpected = error.kind === "internal" ? traceOf(error.cause ?? error) : undefined;
    ended(error.kind, { correlationId: error.facts.correlationId, unexpected });
    return failureResult(error, redact);
  }
}
