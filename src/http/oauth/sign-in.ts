import type { Log } from "../../base/log.ts";
import type { Dispatcher } from "../../codat/client.ts";
import { SettingError, type Settings } from "../../settings/index.ts";
import type { Caller, Refusal } from "../callers/caller.ts";
import type { Challenge } from "../callers/refusal-headers.ts";
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

const signedJwt = /^[\w-]+\.[\w-]+\.[\w-]*$/;

export interface SignInDeps {
  log: Log;
  /** How requests reach a URL: through a proxy, or directly. */
  wayTo: (url: URL) => Promise<Dispatcher | undefined>;
}

/** Asks the issuer nothing before the first token. Throws SettingError. */
export function openSignIn(settings: Settings, issuer: string, { log, wayTo }: SignInDeps): SignIn {
  const { httpPublicUrl, oauthAudience, oauthDenyFile } = settings;
  if (!httpPublicUrl) {
    throw new SettingError(
      "CODAT_OAUTH_ISSUER needs CODAT_HTTP_PUBLIC_URL: clients learn from it where to sign in, and tokens are for it unless CODAT_OAUTH_AUDIENCE is set.",
    );
  }
  const { url, answer } = createMetadata(settings, httpPublicUrl);
  return {
    isOwn: (token) => signedJwt.test(token),
    find: authenticateByOAuth(settings, {
      keys: createIssuerKeys(settings, { ask: createAskIssuer(wayTo), log }),
      issuer,
      audience: oauthAudience ?? [httpPublicUrl.href],
      denyList: oauthDenyFile ? openDenyList(oauthDenyFile, log) : undefined,
    }),
    challenge: { metadata: url, scope: scopesOf(settings).join(" ") },
    metadata: answer,
  };
}
