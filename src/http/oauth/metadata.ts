import type { Settings } from "../../settings/index.ts";
import { allowedHeaders } from "../endpoint/cors.ts";
import { scopesOf } from "./scopes.ts";

/** The metadata of this server as a protected resource (RFC 9728), from which clients learn where to sign in. */
export interface Metadata {
  /** Its URL, for the challenge. */
  url: URL;
  /** Answers a request for it; undefined for every other path. */
  answer: (request: Request) => Response | undefined;
}

const wellKnown = "/.well-known/oauth-protected-resource";

export function createMetadata(settings: Settings, resource: URL): Metadata {
  const path = resource.pathname.replace(/\/$/, "");
  // Clients also ask without the resource's path. A proxy may have removed a prefix of it.
  const paths = [wellKnown, `${wellKnown}/mcp`, `${wellKnown}${path}`].flatMap((path) => [path, `${path}/`]);
  const document = {
    resource: resource.href,
    resource_name: "Codat customers (unofficial)",
    authorization_servers: [settings.oauthIssuer],
    scopes_supported: scopesOf(settings),
    bearer_methods_supported: ["header"],
  };
  return {
    url: new URL(`${resource.origin}${wellKnown}${path}`),
    answer: ({ url, method }) =>
      paths.includes(new URL(url).pathname) ? respond(document, method) : undefined,
  };
}

// Anyone may read it, from any web page.
const headers = { "cache-control": "no-store", "access-control-allow-origin": "*" };

function respond(document: object, method: string): Response {
  if (method === "GET" || method === "HEAD") return Response.json(document, { headers });
  if (method === "OPTIONS") {
    const allowed = {
      "access-control-allow-methods": "GET",
      "access-control-allow-headers": allowedHeaders.join(", "),
    };
    return new Response(null, { status: 204, headers: { ...headers, ...allowed } });
  }
  return Response.json(
    { error: "method not allowed" },
    { status: 405, headers: { ...headers, allow: "GET, HEAD, OPTIONS" } },
  );
}
