import { isLoopback } from "../../base/loopback.ts";
import { IssuerError } from "./issuer-error.ts";

const timeoutMs = 5_000;
const mostBytes = 512 * 1024;

/** The URL of an issuer's keys, from its metadata. Throws IssuerError. */
export async function discoverKeys(issuer: string): Promise<URL> {
  const problems: string[] = [];
  for (const url of metadataUrls(issuer)) {
    const metadata = await read(url).catch((error: unknown) => {
      problems.push(`${url.href}: ${reasonOf(error)}`);
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

async function read(url: URL): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    redirect: "error",
    headers: { accept: "application/json" },
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new IssuerError(`status ${response.status}`);
  }
  const metadata: unknown = JSON.parse(await textOf(response));
  if (typeof metadata !== "object" || metadata === null) throw new IssuerError("no JSON object");
  return { ...metadata };
}

async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > mostBytes) throw new IssuerError("larger than 512 KiB");
  }
  return text;
}

function keysUrl(jwksUri: unknown, from: URL): URL {
  if (typeof jwksUri === "string" && URL.canParse(jwksUri)) {
    const url = new URL(jwksUri);
    if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url))) return url;
  }
  throw new IssuerError(`${from.href} has no jwks_uri with https.`);
}

function reasonOf(error: unknown): string {
  if (error instanceof IssuerError) return error.message;
  if (error instanceof SyntaxError) return "no JSON";
  return error instanceof Error && error.name === "TimeoutError" ? "no answer within 5 s" : "not reachable";
}
