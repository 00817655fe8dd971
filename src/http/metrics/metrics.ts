import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { CallRecord } from "../../guard/audit.ts";
import type { Load } from "../../serving/shared.ts";

/** What metrics read each time they are asked for. */
interface Gauges {
  load: () => Load;
  callsInFlight: () => number;
  callers: () => number;
  /** Undefined if there is no tokens file. */
  tokensFileValid: () => boolean | undefined;
}

/** The figures of one process, without the name of a caller, company or customer. */
export interface Metrics {
  onCall(record: CallRecord): void;
  onAttempt(status: number | undefined): void;
  /** A call that a limit refused. */
  onLimited(reason: string): void;
  /** A response to a request to the endpoint. */
  onResponse(status: number): void;
  watch(gauges: Gauges): void;
  /** In Prometheus text format. */
  text(): Promise<string>;
  contentType: string;
}

// Up to the deadline of a call.
const secondsBuckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 45];

export function createMetrics(version: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name: `codat_mcp_${name}`, help, labelNames, registers });
  const byTool = ["tool", "outcome"] as const;
  const calls = counter("calls_total", "Tool calls that have ended.", byTool);
  const errors = counter("call_errors_total", "Tool calls that have ended with an error.", byTool);
  const seconds = new Histogram({
    name: "codat_mcp_call_seconds",
    help: "Seconds that tool calls took.",
    labelNames: byTool,
    buckets: secondsBuckets,
    registers,
  });
  const others = counter("other_calls_total", "Resources, prompts and completions.", ["kind", "outcome"]);
  const attempts = counter("upstream_attempts_total", "Requests to Codat by status.", ["status"]);
  const limited = counter("limited_calls_total", "Tool calls that a limit of a caller refused.", ["reason"]);
  const responses = counter("http_responses_total", "Responses of the endpoint by status.", ["status"]);
  const build = new Gauge({
    name: "codat_mcp_build_info",
    help: "Always 1. The label is the version of this server.",
    labelNames: ["version"],
    registers,
  });
  build.set({ version }, 1);
  return {
    onCall({ kind, name: tool, outcome, ms }) {
      if (kind !== "tool") return others.inc({ kind, outcome });
      calls.inc({ tool, outcome });
      if (outcome !== "ok") errors.inc({ tool, outcome });
      seconds.observe({ tool, outcome }, ms / 1000);
    },
    onAttempt: (status) => attempts.inc({ status: status ?? "none" }),
    onLimited: (reason) => limited.inc({ reason }),
    onResponse: (status) => responses.inc({ status }),
    watch: (gauges) => watch(gauges, registry),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function watch({ load, callsInFlight, callers, tokensFileValid }: Gauges, registry: Registry): void {
  const gauge = (name: string, help: string, read: () => number | undefined) =>
    new Gauge({
      name: `codat_mcp_${name}`,
      help,
      registers: [registry],
      collect() {
        const value = read();
        // What is not known is absent, not zero.
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
  gauge("calls_in_flight", "Tool calls that have not ended.", callsInFlight);
  gauge("callers", "Callers with a tool call in about the last minute.", callers);
  gauge("upstream_in_flight", "Requests to Codat that are running.", () => load().upstream.running);
  gauge("upstream_queue", "Requests to Codat that wait for their turn.", () => load().upstream.waiting);
  gauge("quota_left", "Requests that Codat allows until its quota resets.", () => load().quotaLeft);
  gauge("extraction_jobs", "Files that are read or drawn.", () => load().extraction.running);
  gauge("extraction_queue", "Files that wait to be read or drawn.", () => load().extraction.waiting);
  gauge("tokens_file_valid", "1 if the tokens file was valid when it was last read.", () => {
    const isValid = tokensFileValid();
    return isValid === undefined ? undefined : Number(isValid);
  });
}
