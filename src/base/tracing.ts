/** What a span says about a call: fixed words only, never arguments, ids or results. */
export interface TracedCall {
  /** The MCP method: `tools/call`. */
  method: string;
  /** Of the tool, resource or prompt. */
  name: string;
  kind: "tool" | "resource" | "prompt" | "completion";
  /** The client's span, as W3C Trace Context writes it. */
  traceparent: string | undefined;
}

/** What a span says about one GET to Codat: never ids or queries. */
export interface TracedRequest {
  /** The kind of record: `customers`. */
  record: string;
  /** Codat's host. */
  url: URL;
}

/** Records calls, and the requests to Codat within them, as spans of OpenTelemetry. */
export interface Tracing {
  /** Runs a call. `errorOf` names the kind of error in its outcome, if it failed. */
  call<T>(call: TracedCall, run: () => Promise<T>, errorOf: (outcome: T) => string | undefined): Promise<T>;
  /** Runs a request, within the running call. `statusOf` is asked when it has ended, with the error if it failed. */
  request<T>(
    request: TracedRequest,
    run: () => Promise<T>,
    statusOf: (error?: unknown) => number | undefined,
  ): Promise<T>;
  /** Sends what is recorded, for at most two seconds, and stops. */
  close(): Promise<void>;
}
