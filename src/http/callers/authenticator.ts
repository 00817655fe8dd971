import type { Log } from "../../base/log.ts";
import { dispatcherFor } from "../../serving/proxy-dispatcher.ts";
import { SettingError, type Settings } from "../../settings/index.ts";
import { openSignIn } from "../oauth/sign-in.ts";
import { authenticateByBearer } from "./bearer.ts";
import { type Authenticate, type Caller, isRefusal, type Refusal } from "./caller.ts";
import { type Challenge, realm } from "./refusal-headers.ts";
import { callerByToken } from "./tokens.ts";
import { openTokensFile } from "./tokens-file.ts";

/** Finds out who calls. */
export interface Authenticator {
  authenticate: Authenticate;
  /** Whether requests without a token are refused. */
  needsToken: boolean;
  challenge: Challenge;
  /** Answers a request for the metadata of the sign-in; undefined for every other path, and without a sign-in. */
  metadata: (request: Request) => Response | undefined;
  /** Whether the tokens file is valid; undefined without one. */
  isFileValid: () => boolean | undefined;
  close: () => void;
}

const operator: Challenge = { realm };
// The settings alone decide what they may read.
const anyone: Caller = { name: "anyone", companies: "all" };
/** Accepts every caller. */
export const open: Authenticator = {
  authenticate: async () => anyone,
  needsToken: false,
  challenge: operator,
  metadata: () => undefined,
  isFileValid: () => undefined,
  close: () => {},
};

export interface AuthenticatorDeps {
  log: Log;
  /** The built src/codat/proxy.ts. */
  proxyModule: URL;
  /** Whether callers may have no masks of their own. */
  forbidsMasks?: boolean;
}

/** The authenticator that the settings ask for. Throws SettingError if they name none, or if a file is invalid. */
export function createAuthenticator(
  settings: Settings,
  { log, proxyModule, forbidsMasks = false }: AuthenticatorDeps,
): Authenticator {
  const { httpTokensFile, oauthIssuer, httpAuth, sandbox } = settings;
  refuseLostIssuer(settings);
  if (!httpTokensFile && !oauthIssuer) {
    if (httpAuth !== "none" && !sandbox) throw noAuthenticator();
    return open;
  }
  if (httpAuth === "none") {
    const other = httpTokensFile ? "CODAT_HTTP_TOKENS_FILE" : "CODAT_OAUTH_ISSUER";
    throw new SettingError(`CODAT_HTTP_AUTH=none contradicts ${other}. Set only one of them.`);
  }
  const signIn = oauthIssuer
    ? openSignIn(settings, oauthIssuer, { log, wayTo: (url) => dispatcherFor(url, settings, proxyModule) })
    : undefined;
  const file = httpTokensFile ? openTokensFile(httpTokensFile, { log, forbidsMasks }) : undefined;
  return {
    authenticate: authenticateByBearer(async (token) => {
      const found = file && callerByToken(file, token);
      if (!signIn || (found && !isRefusal(found))) return found;
      return signIn.isOwn(token) ? signIn.find(token) : (found ?? notIssued);
    }),
    needsToken: true,
    challenge: signIn?.challenge ?? operator,
    metadata: signIn?.metadata ?? open.metadata,
    isFileValid: () => file?.isValid(),
    close: () => file?.close(),
  };
}

const notIssued: Refusal = {
  status: 401,
  error: "invalid_token",
  message:
    "The token is not a signed JWT, so this server cannot check it. Request an access token for this server's audience: without one, some identity providers issue tokens that only they can read.",
};

// Settings of the sign-in would otherwise restrict nothing.
function refuseLostIssuer({ oauthIssuer, oauthAudience, oauthJwksUrl, oauthDenyFile }: Settings): void {
  const given = Object.entries({
    CODAT_OAUTH_AUDIENCE: oauthAudience,
    CODAT_OAUTH_JWKS_URL: oauthJwksUrl,
    CODAT_OAUTH_DENY_FILE: oauthDenyFile,
  }).find(([, value]) => value !== undefined);
  if (given && !oauthIssuer) throw new SettingError(`${given[0]} needs CODAT_OAUTH_ISSUER.`);
}

function noAuthenticator(): SettingError {
  return new SettingError(
    "The command http needs CODAT_HTTP_TOKENS_FILE or CODAT_OAUTH_ISSUER, so that it knows its callers. To accept every caller on this machine, set CODAT_HTTP_AUTH=none. To try it with made-up data, use --sandbox.",
  );
}
