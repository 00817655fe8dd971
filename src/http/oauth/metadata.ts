import type { Settings } from "../../settings/index.ts";
import { scopesOf } from "./scopes.ts";

const wellKnown = "/.well-known/oauth-protected-resource";

/** Whether a path is one of the protected resource's metadata (RFC 9728, section 3.1). */
export function isMetadataPath(pathname: string): boolean {
  return new RegExp(`^${wellKnown}(/mcp)?/?$`).test(pathname);
}

/** The metadata's URL, for the challenge. */
export function metadataUrl(resource: URL): URL {
  const { origin, pathname } = resource;
  return new URL(`${origin}${wellKnown}${pathname.replace(/\/$/, "")}`);
}

/** The metadata document, from which clients learn where to sign in. Anyone may read it. */
export function metadataResponse(settings: Settings, resource: URL): Response {
  const document = {
    resource: resource.href,
    resource_name: "Codat customers (unofficial)",
    authorization_servers: [settings.oauthIssuer],
    scopes_supported: scopesOf(settings),
    bearer_methods_supported: ["header"],
  };
  return Response.json(document, {
    headers: { "cache-control": "no-store", "access-control-allow-origin": "*" },
  });
}
