import type { Log } from "../../base/log.ts";
import type { Dispatcher } from "../../codat/client.ts";
import { SettingError, type Settings } from "../../settings/index.ts";
import type { Caller, Refusal } from "../callers/caller.ts";
import { type Challenge, realm } from "../callers/refusal-headers.ts";
import { createAskIssuer } from "./ask-issuer.ts";
import { authenticateByOAuth } from "./authenticate.ts";
import { openDenyList } from "./deny-list.ts";
import { createIssuerKeys } from "./issuer-keys.ts";
import { createMetadata } from "./metadata.ts";
import { scopesOf } from "./scopes.ts";

/** People who sign in at the issuer: their access tokens, and the metadata that tells clients where to sign in. */
export interface SignIn {
  /** Whether a token has the form of the issuer's. */
  isOwn: (token: string) => boolean;
  find: (token: string) => Promise<Caller | Refusal>;
  challenge: Challenge;
  metadata: (request: Request) => Response | undefined;
}

const undiscoverable =
  "CODAT_HTTP_PUBLIC_URL is not set, so clients cannot discover where to sign in. Only clients that already have a token can call.";
const signedJwt = /^[\w-]+\.[\w-]+\.[\w-]*$/;

export interface SignInDeps {
  log: Log;
  /** How requests reach a URL: through a proxy, or directly. */
  wayTo: (url: URL) => Promise<Dispatcher | undefined>;
}

/** Asks the issuer nothing before the first token. Throws SettingError. */
export function openSignIn(settings: Settings, issuer: string, { log, wayTo }: SignInDeps): SignIn {
  const { httpPublicUrl, oauthAudience, oauthDenyFile } = settings;
  const audience = oauthAudience ?? (httpPublicUrl && [httpPublicUrl.href]);
  if (!audience) {
    throw new SettingError(
      "CODAT_OAUTH_ISSUER needs CODAT_HTTP_PUBLIC_URL, the URL that clients use, or CODAT_OAUTH_AUDIENCE: tokens for other servers must be refused.",
    );
  }
  if (!httpPublicUrl) log("warn", "setting", { warning: undiscoverable });
  const metadata = httpPublicUrl && createMetadata(settings, httpPublicUrl);
  const scope = scopesOf(settings).join(" ");
  return {
    isOwn: (token) => signedJwt.test(token),
    find: authenticateByOAuth(settings, {
      keys: createIssuerKeys(settings, { ask: createAskIssuer(wayTo), log }),
      issuer,
      audience,
      denyList: oauthDenyFile ? openDenyList(oauthDenyFile, log) : undefined,
    }),
    challenge: metadata ? { metadata: metadata.url, scope } : { realm, scope },
    metadata: metadata?.answer ?? (() => undefined),
  };
}
