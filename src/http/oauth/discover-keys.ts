import { isLoopback } from "../../base/loopback.ts";
import type { AskIssuer } from "./ask-issuer.ts";
import { IssuerError } from "./issuer-error.ts";

/** Finds the URL of an issuer's keys in its metadata. Rejects with IssuerError. */
export async function discoverKeys(issuer: string, ask: AskIssuer): Promise<URL> {
  const problems: string[] = [];
  for (const url of metadataUrls(issuer)) {
    const metadata: { issuer?: unknown; jwks_uri?: unknown } | undefined = await ask(url).catch((error) => {
      if (!(error instanceof IssuerError)) throw error;
      problems.push(error.message);
      return undefined;
    });
    if (!metadata) continue;
    // OpenID Connect Discovery 1.0, section 4.3; RFC 8414, section 3.3.
    if (metadata.issuer !== issuer) {
      throw new IssuerError(
        `${url.href} names another issuer than CODAT_OAUTH_ISSUER, which must equal it exactly.`,
      );
    }
    return keysUrl(metadata.jwks_uri, url);
  }
  throw new IssuerError(`The metadata of CODAT_OAUTH_ISSUER could not be read. ${problems.join("; ")}.`);
}

// OpenID Connect appends the path, RFC 8414 inserts it.
function metadataUrls(issuer: string): URL[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, "");
  return [
    new URL(`${origin}${path}/.well-known/openid-configuration`),
    new URL(`${origin}/.well-known/oauth-authorization-server${path}`),
  ];
}

function keysUrl(jwksUri: unknown, from: URL): URL {
  if (typeof jwksUri === "string" && URL.canParse(jwksUri)) {
    const url = new URL(jwksUri);
    if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url))) return url;
  }
  throw new IssuerError(`${from.href} has no jwks_uri with https.`);
}
