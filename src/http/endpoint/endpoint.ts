import { withOrigin } from "../../base/call-origin.ts";
import type { Settings } from "../../settings/index.ts";
import type { Authenticator } from "../callers/authenticator.ts";
import { isRefusal, type Refusal, settingsFor } from "../callers/caller.ts";
import { refusalHeaders } from "../callers/refusal-headers.ts";
import type { Factory } from "../grants.ts";
import { wantsStream } from "./accept.ts";
import { allowOrigin, answerOptions } from "./cors.ts";
import { createHostCheck } from "./hosts.ts";
import { refuseMedia } from "./media.ts";
import { createOriginCheck } from "./origins.ts";
import { parseMessage } from "./parse-message.ts";
import { readBody } from "./read-body.ts";
import { refuseHidden } from "./refuse-hidden.ts";
import { requestIdOf } from "./request-id.ts";
import { refuse } from "./respond.ts";
import type { MessageServer } from "./serve-message.ts";

export interface EndpointDeps {
  settings: Settings;
  authenticator: Pick<Authenticator, "authenticate" | "needsToken" | "challenge">;
  grants: (settings: Settings) => Promise<Factory>;
  messages: MessageServer;
  /** `HOSTNAME:pid` of this process. */
  replica: string;
}

/** Answers the requests to `/mcp`, and refuses those to other paths. */
export function createEndpoint(deps: EndpointDeps): (request: Request) => Promise<Response> {
  const { settings, authenticator, grants, messages, replica } = deps;
  const refuseHost = createHostCheck(settings);
  const judgeOrigin = createOriginCheck(settings, authenticator);

  const refuseCaller = (refusal: Refusal) => {
    const headers = refusalHeaders(refusal, authenticator.challenge);
    return refuse(refusal.status, refusal.message, { headers });
  };

  async function serve(request: Request, requestId: string): Promise<Response> {
    const caller = await authenticator.authenticate(request);
    if (isRefusal(caller)) return refuseCaller(caller);
    const text = refuseMedia(request) ?? (await readBody(request));
    if (text instanceof Response) return text;
    const message = parseMessage(text);
    if (message instanceof Response) return message;
    const refusal = refuseHidden(message, settings, caller);
    if (refusal) return refuseCaller(refusal);
    const factory = await grants(settingsFor(settings, caller));
    const streams = wantsStream(request.headers.get("accept"), message);
    const origin = { caller: caller.name, callerName: caller.personName, requestId, replica };
    return withOrigin(origin, () => messages.serve({ request, message, streams }, factory));
  }

  return async (request) => {
    const requestId = requestIdOf(request);
    const sender = judgeOrigin(request);
    const response =
      refusePath(request) ??
      refuseHost(request) ??
      ("refusal" in sender ? sender.refusal : undefined) ??
      answerMethod(request) ??
      (await serve(request, requestId));
    allowOrigin(response.headers, "origin" in sender ? sender.origin : undefined);
    response.headers.set("x-request-id", requestId);
    // Proxies must neither keep a borrower's data nor hold a stream back to compress it.
    response.headers.set("cache-control", "no-store, no-transform");
    return response;
  };
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
