import { isLoopback } from "../../../base/loopback.ts";
import { type Check, failure, ok, warning } from "../check.ts";
import { describe, shown } from "./describe.ts";
import { type Answer, isSilence, type Silence } from "./exchange.ts";
import { objectIn } from "./messages.ts";
import type { Probe } from "./probe.ts";

/** Whether clients can sign in at an authorization server: its metadata (RFC 8414, or OpenID Connect) is complete. */
export async function issuerCheck(issuer: string, { get }: Probe): Promise<Check> {
  if (!URL.canParse(issuer)) {
    return failure(
      "issuer",
      "The authorization server in the metadata is not a URL.",
      "Correct CODAT_OAUTH_ISSUER.",
    );
  }
  const url = new URL(issuer);
  if (url.protocol !== "https:" && !isLoopback(url)) {
    const fix = "Set CODAT_OAUTH_ISSUER to its https:// URL.";
    return failure("issuer", `The authorization server ${shown(url)} has no https:// URL.`, fix);
  }
  let last: Answer | Silence | undefined;
  for (const candidate of candidates(url)) {
    last = await get(candidate);
    const document = isSilence(last) || last.status !== 200 ? undefined : objectIn(last.body);
    if (document) return judge(document, issuer, shown(url));
  }
  const what = last ? describe(last) : "has no metadata";
  return failure(
    "issuer",
    `The authorization server ${shown(url)} has no metadata that clients find: it ${what}.`,
    "Check CODAT_OAUTH_ISSUER, and that clients can reach the authorization server from their network.",
  );
}

function candidates({ origin, pathname }: URL): URL[] {
  const path = pathname.replace(/\/+$/, "");
  const paths = [
    `/.well-known/oauth-authorization-server${path}`,
    `/.well-known/openid-configuration${path}`,
    `${path}/.well-known/openid-configuration`,
  ];
  return [...new Set(paths)].map((one) => new URL(one, origin));
}

function judge(document: Record<string, unknown>, issuer: string, name: string): Check {
  if (document.issuer !== issuer) {
    return failure(
      "issuer",
      `The metadata of ${name} names another issuer, so clients refuse it.`,
      "Set CODAT_OAUTH_ISSUER to exactly the issuer in that metadata, also with or without a slash at its end.",
    );
  }
  const missing = ["authorization_endpoint", "token_endpoint"].filter(
    (field) => typeof document[field] !== "string",
  );
  if (missing.length > 0) {
    const fix = "Check the settings of the authorization server.";
    return failure("issuer", `The metadata of ${name} lacks ${missing.join(" and ")}.`, fix);
  }
  const methods = document.code_challenge_methods_supported;
  if (!Array.isArray(methods) || !methods.includes("S256")) {
    return warning(
      "issuer",
      `The metadata of ${name} does not list PKCE with S256, which clients require.`,
      "Turn on PKCE in the authorization server, if it has a setting for it.",
    );
  }
  const registers =
    typeof document.registration_endpoint === "string" ||
    document.client_id_metadata_document_supported === true;
  return registers
    ? ok("issuer", `The authorization server ${name} has complete metadata, and registers clients.`)
    : warning(
        "issuer",
        `The authorization server ${name} does not register clients on its own.`,
        "Register each host there, and enter its client ID in the host.",
      );
}
