import { traceOf } from "../base/error-trace.ts";
import type { Log } from "../base/log.ts";
import type { Serving } from "../serving/serving.ts";
import type { Settings } from "../settings/index.ts";
import type { Authenticator } from "./callers/authenticator.ts";
import { createEndpoint } from "./endpoint/endpoint.ts";
import { refuse } from "./endpoint/respond.ts";
import { createMessageServer } from "./endpoint/serve-message.ts";
import { createGrants } from "./grants.ts";
import { answerProbe } from "./health.ts";
import { createCallerLimits } from "./limits/caller-limits.ts";
import type { Metrics } from "./metrics/metrics.ts";

/** The HTTP service as one function from a request to a response. */
export interface HttpHandler {
  fetch: (request: Request) => Promise<Response>;
  /** Reports to probes that this process is stopping. Calls go on. */
  startDraining: () => void;
  /** Aborts the calls in flight and stops everything that serving started. */
  close: () => Promise<void>;
}

export interface HandlerDeps {
  /** Closed with the handler. */
  serving: Serving;
  log: Log;
  /** Closed with the handler. */
  authenticator: Authenticator;
  /** `HOSTNAME:pid` of this process. */
  replica: string;
  /** Whether the signal of a request aborts when its client has the response, or its connection is closed. */
  signalsEnd?: boolean;
  /** Undefined if nothing is measured. */
  metrics?: Metrics | undefined;
}

/** Answers probes and questions about the sign-in, and serves MCP at `/mcp`. */
export function createHandler(settings: Settings, deps: HandlerDeps): HttpHandler {
  const { serving, authenticator, replica, signalsEnd = false, metrics, log } = deps;
  // The SDK's messages quote the whole input, so only the class is logged.
  const messages = createMessageServer((error) => log("debug", "protocol", { class: error.name }));
  const grants = createGrants(serving);
  const limits = createCallerLimits(settings);
  metrics?.watch({
    load: serving.load,
    callsInFlight: limits.inFlight,
    callers: limits.callers,
    tokensFileValid: authenticator.isFileValid,
  });
  const endpoint = createEndpoint({
    settings,
    authenticator,
    grants,
    messages,
    limits,
    signalsEnd,
    metrics,
    log,
    replica,
  });
  const readiness = { isReady: true };
  const answer = async (request: Request) => {
    try {
      return await endpoint(request);
    } catch (error) {
      if (!request.signal.aborted) log("error", "unexpected", traceOf(error));
      return refuse(500, "Something went wrong in this server. Its log has the details.", { code: -32603 });
    }
  };
  return {
    fetch: async (request) => {
      const answered = answerProbe(request, readiness) ?? authenticator.metadata(request);
      if (answered) return answered;
      const response = await answer(request);
      metrics?.onResponse(response.status);
      return response;
    },
    startDraining: () => {
      readiness.isReady = false;
    },
    close: async () => {
      authenticator.close();
      await messages.close();
      await serving.close();
    },
  };
}
