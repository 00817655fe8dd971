import { type Check, failure, ok, warning } from "../check.ts";
import type { Challenge } from "./challenge.ts";
import { describe, shown } from "./describe.ts";
import { type Answer, isSilence, type Silence } from "./exchange.ts";
import { issuerCheck } from "./issuer.ts";
import { isHtml, objectIn } from "./messages.ts";
import type { Probe } from "./probe.ts";

/** A metadata document for OAuth (RFC 9728) and where it was. */
interface Found {
  url: URL;
  document: Record<string, unknown>;
}

const wellKnown = "/.well-known/oauth-protected-resource";

/** Follows the discovery of OAuth as hosts do: both paths, and the one that the challenge names. */
export async function* metadataChecks(probe: Probe, challenge: Challenge | undefined): AsyncGenerator<Check> {
  const found: Found[] = [];
  let areAbsent = true;
  for (const url of urlsFor(probe.url, challenge)) {
    const outcome = await probe.get(url);
    const document = documentIn(outcome);
    if (document) found.push({ url, document });
    else if (!isAbsent(outcome)) {
      areAbsent = false;
      yield broken(url, outcome);
    }
  }
  const named = challenge?.metadata;
  const [first] = found;
  if (named !== undefined && !found.some(({ url }) => url.href === named)) {
    yield failure(
      "metadata",
      `The challenge names ${URL.canParse(named) ? shown(new URL(named)) : "a malformed URL"} as metadata, and there is none.`,
      "Make the proxy forward /.well-known/oauth-protected-resource and the paths below it to the server, and set CODAT_HTTP_PUBLIC_URL to the URL that clients use.",
    );
  } else if (!first && areAbsent) {
    yield ok("metadata", "There is no OAuth metadata, as expected from a server with fixed tokens.");
  }
  if (!first) return;
  if (challenge && named === undefined) yield contradiction(first.url);
  for (const one of found) yield resourceCheck(one, probe.url);
  yield* issuerChecks(first, probe);
}

function urlsFor({ origin, pathname }: URL, challenge: Challenge | undefined): URL[] {
  const named = challenge?.metadata ?? "";
  const urls = [
    new URL(`${wellKnown}${pathname.replace(/\/+$/, "")}`, origin),
    new URL(wellKnown, origin),
    ...(URL.canParse(named) && /^https?:/.test(named) ? [new URL(named)] : []),
  ];
  return urls.filter(({ href }, index) => urls.findIndex((url) => url.href === href) === index);
}

function documentIn(outcome: Answer | Silence): Record<string, unknown> | undefined {
  if (isSilence(outcome) || outcome.status !== 200 || isHtml(outcome)) return undefined;
  const document = objectIn(outcome.body);
  return document && "resource" in document ? document : undefined;
}

function isAbsent(outcome: Answer | Silence): boolean {
  return !isSilence(outcome) && [404, 405, 410].includes(outcome.status);
}

function broken(url: URL, outcome: Answer | Silence): Check {
  return failure(
    "metadata",
    `${shown(url)} ${describe(outcome)}. Clients take this for OAuth that is broken.`,
    "Make the proxy forward this path to the server, or answer 404.",
  );
}

// Cursor, as users report: it ignores configured headers once discovery answers.
function contradiction(url: URL): Check {
  return failure(
    "static_tokens",
    `The server takes fixed tokens, but ${shown(url)} has OAuth metadata. Cursor and other clients then ignore a configured token and try to sign in.`,
    "Remove the document, so that the path answers 404. If sign-in is meant to work too, set CODAT_OAUTH_ISSUER on the server.",
  );
}

function resourceCheck({ url: at, document: { resource } }: Found, url: URL): Check {
  const expected = shown(url);
  if (resource === expected) return ok("resource", `resource in ${shown(at)} is the server's URL.`);
  const is = typeof resource === "string" && URL.canParse(resource) ? shown(new URL(resource)) : "not a URL";
  return failure(
    "resource",
    `resource in ${shown(at)} is ${is}, not ${expected}. Clients refuse to sign in, or get tokens for another server.`,
    `Set CODAT_HTTP_PUBLIC_URL to ${expected}, or use the other URL in the hosts.`,
  );
}

const mostIssuers = 3;

async function* issuerChecks({ document, url }: Found, probe: Probe): AsyncGenerator<Check> {
  const issuers = Array.isArray(document.authorization_servers) ? document.authorization_servers : [];
  const texts = issuers.filter((issuer): issuer is string => typeof issuer === "string");
  if (texts.length === 0) {
    yield failure(
      "issuer",
      `${shown(url)} names no authorization server, so clients cannot sign in.`,
      "Set CODAT_OAUTH_ISSUER on the server.",
    );
  }
  for (const issuer of texts.slice(0, mostIssuers)) yield await issuerCheck(issuer, probe);
}

/** Whether a fixed token works beside OAuth: clients may still not send it. */
export function fixedTokenCheck(token: string, challenge: Challenge | undefined): Check[] {
  // A token of an issuer is a JWT in all the identity providers that this server knows.
  const isFixed = token.split(".").length !== 3;
  if (!isFixed || challenge?.metadata === undefined) return [];
  return [
    warning(
      "static_tokens",
      "The server takes this fixed token, and also offers sign-in. Cursor ignores a configured token then and signs in.",
      "Nothing, if users of Cursor can sign in. Otherwise serve fixed tokens from a server without CODAT_OAUTH_ISSUER.",
    ),
  ];
}
