import { randomUUID } from "node:crypto";
import { withOrigin } from "../../base/call-origin.ts";
import type { Settings } from "../../settings/index.ts";
import { type Authenticate, isRefusal, settingsFor } from "../callers/caller.ts";
import { refusalHeaders } from "../callers/refusal-headers.ts";
import type { Factory } from "../grants.ts";
import { refuse } from "./respond.ts";
import type { MessageServer } from "./serve-message.ts";

export interface EndpointDeps {
  settings: Settings;
  authenticate: Authenticate;
  grants: (settings: Settings) => Promise<Factory>;
  messages: MessageServer;
  /** `HOSTNAME:pid` of this process. */
  replica: string;
}

/** Answers the requests to `/mcp`. */
export function createEndpoint(deps: EndpointDeps): (request: Request) => Promise<Response> {
  const { settings, authenticate, grants, messages, replica } = deps;
  return async (request) => {
    if (request.method !== "POST") return refuse(405, "Only POST.", { headers: { allow: "POST, OPTIONS" } });
    const caller = await authenticate(request);
    if (isRefusal(caller)) return refuse(caller.status, caller.message, { headers: refusalHeaders(caller) });
    const message: unknown = await request.json();
    const factory = await grants(settingsFor(settings, caller));
    const origin = { caller: caller.name, requestId: randomUUID(), replica };
    return withOrigin(origin, () => messages.serve({ request, message, streams: false }, factory));
  };
}
