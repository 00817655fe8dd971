import { type CallOrigin, withOrigin } from "../../base/call-origin.ts";
import type { Log } from "../../base/log.ts";
import type { Settings } from "../../settings/index.ts";
import type { Authenticator } from "../callers/authenticator.ts";
import { type Caller, isRefusal, type Refusal } from "../callers/caller.ts";
import { refusalHeaders } from "../callers/refusal-headers.ts";
import { settingsFor } from "../callers/settings-for.ts";
import type { Factory } from "../grants.ts";
import { type CallerLimits, isLimitRefusal } from "../limits/caller-limits.ts";
import { holdCall } from "../limits/hold-call.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { wantsStream } from "./accept.ts";
import { allowOrigin, answerOptions } from "./cors.ts";
import { createHostCheck } from "./hosts.ts";
import { refuseMedia } from "./media.ts";
import { createOriginCheck } from "./origins.ts";
import { parseMessage } from "./parse-message.ts";
import { readBody } from "./read-body.ts";
import { refuseCall } from "./refuse-call.ts";
import { refuseHidden } from "./refuse-hidden.ts";
import { requestIdOf } from "./request-id.ts";
import { RefusedResponse, refuse } from "./respond.ts";
import type { MessageServer } from "./serve-message.ts";

export interface EndpointDeps {
  settings: Settings;
  authenticator: Pick<Authenticator, "authenticate" | "needsToken" | "challenge">;
  grants: (settings: Settings) => Promise<Factory>;
  messages: MessageServer;
  limits: CallerLimits;
  /** Whether the signal of a request aborts when its client has the response. */
  signalsEnd: boolean;
  /** Undefined if nothing is measured. */
  metrics: Metrics | undefined;
  log: Log;
  /** `HOSTNAME:pid` of this process. */
  replica: string;
}

/** Answers the requests to `/mcp`, and refuses those to other paths. */
export function createEndpoint(deps: EndpointDeps): (request: Request) => Promise<Response> {
  const { settings, authenticator, grants, messages, limits, signalsEnd, metrics, log } = deps;
  const refuseHost = createHostCheck(settings);
  const judgeOrigin = createOriginCheck(settings, authenticator);

  const refuseCaller = (refusal: Refusal, origin: CallOrigin) => {
    const { status, message, error: reason = "caller", caller } = refusal;
    if (caller) Object.assign(origin, originOf(caller));
    const headers = refusalHeaders(refusal, authenticator.challenge);
    // Its operator must see why a host cannot sign in.
    const problem = refusal.error === "invalid_token" ? message : undefined;
    return refuse(status, message, { reason, problem, headers });
  };

  async function serve(request: Request, origin: CallOrigin): Promise<Response> {
    const caller = await authenticator.authenticate(request);
    if (isRefusal(caller)) return refuseCaller(caller, origin);
    Object.assign(origin, originOf(caller));
    const url = new URL(request.url);
    const narrowed = settingsFor(settings, caller, url);
    if (isRefusal(narrowed)) return refuseCaller(narrowed, origin);
    const text = refuseMedia(request) ?? (await readBody(request));
    if (text instanceof Response) return text;
    const message = parseMessage(text);
    if (message instanceof Response) return message;
    // What the URL hides, no other token would show.
    const refusal = url.searchParams.has("toolsets") ? undefined : refuseHidden(message, narrowed, caller);
    if (refusal) return refuseCaller(refusal, origin);
    const admitted = limits.admit(caller.limitKey ?? caller.name, "method" in message ? message.method : "");
    if (isLimitRefusal(admitted)) {
      metrics?.onLimited(admitted.reason);
      return refuseCall(admitted);
    }
    return holdCall(request, { release: admitted, signalsEnd }, async () => {
      const factory = await grants(narrowed);
      const streams = wantsStream(request.headers.get("accept"), message);
      return messages.serve({ request, message, streams }, factory);
    });
  }

  async function answer(request: Request, origin: CallOrigin): Promise<Response> {
    const sender = judgeOrigin(request);
    const response =
      refusePath(request) ??
      refuseHost(request) ??
      ("refusal" in sender ? sender.refusal : undefined) ??
      answerMethod(request) ??
      (await serve(request, origin));
    if (response instanceof RefusedResponse)
      log("info", "refused", { status: response.status, ...response.why });
    allowOrigin(response.headers, "origin" in sender ? sender.origin : undefined);
    // Proxies must neither keep a borrower's data nor hold a stream back to compress it.
    response.headers.set("cache-control", "no-store, no-transform");
    return response;
  }

  return async (request) => {
    const requestId = requestIdOf(request);
    const origin: CallOrigin = { requestId, replica: deps.replica };
    const response = await withOrigin(origin, () => answer(request, origin));
    response.headers.set("x-request-id", requestId);
    return response;
  };
}

function originOf({ name, personName }: Pick<Caller, "name" | "personName">): CallOrigin {
  return { caller: name, callerName: personName };
}

function refusePath({ url }: Request): Response | undefined {
  const { pathname } = new URL(url);
  return pathname === "/mcp" || pathname === "/mcp/"
    ? undefined
    : refuse(404, "There is nothing at this path. MCP is served at /mcp.");
}

// Before authentication: a 401 makes clients start to log in, though GET has nothing to offer.
function answerMethod({ method }: Request): Response | undefined {
  if (method === "POST") return undefined;
  if (method === "OPTIONS") return answerOptions();
  return refuse(405, "Only POST is supported: this server keeps no sessions.", {
    headers: { allow: "POST, OPTIONS" },
  });
}
