import { createServing, type ServingDeps } from "../serving/serving.ts";
import type { Settings } from "../settings/index.ts";
import type { Authenticate } from "./callers/caller.ts";
import { createEndpoint } from "./endpoint/endpoint.ts";
import { refuse } from "./endpoint/respond.ts";
import { createMessageServer } from "./endpoint/serve-message.ts";
import { createGrants } from "./grants.ts";

/** The HTTP service as one function from a request to a response. */
export interface HttpHandler {
  fetch: (request: Request) => Promise<Response>;
  /** Aborts the calls in flight and stops everything that serving started. */
  close: () => Promise<void>;
}

export interface HandlerDeps extends ServingDeps {
  authenticate: Authenticate;
  /** `HOSTNAME:pid` of this process. */
  replica: string;
}

/** Routes requests by path. */
export function createHandler(settings: Settings, deps: HandlerDeps): HttpHandler {
  const { authenticate, replica, log } = deps;
  const serving = createServing(settings, deps);
  const messages = createMessageServer((error) => log("warn", "protocol", { class: error.name }));
  const endpoint = createEndpoint({
    settings,
    authenticate,
    grants: createGrants(serving),
    messages,
    replica,
  });
  return {
    fetch: async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/mcp" || pathname === "/mcp/") return endpoint(request);
      return refuse(404, "This server answers at /mcp.");
    },
    close: async () => {
      await messages.close();
      await serving.close();
    },
  };
}
