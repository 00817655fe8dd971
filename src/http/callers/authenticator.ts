import type { Log } from "../../base/log.ts";
import { SettingError, type Settings } from "../../settings/index.ts";
import { openSignIn } from "../oauth/sign-in.ts";
import { authenticateByBearer } from "./bearer.ts";
import type { Authenticate, Caller } from "./caller.ts";
import type { Challenge } from "./refusal-headers.ts";
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

const operator: Challenge = { realm: "codat-customers-mcp" };
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

/** The authenticator that the settings ask for. Throws SettingError if they name none, or if a file is invalid. */
export function createAuthenticator(settings: Settings, { log }: { log: Log }): Authenticator {
  const { httpTokensFile, oauthIssuer, httpAuth, sandbox } = settings;
  if (!httpTokensFile && !oauthIssuer) {
    if (httpAuth !== "none" && !sandbox) throw noAuthenticator();
    return open;
  }
  if (httpAuth === "none") {
    const other = httpTokensFile ? "CODAT_HTTP_TOKENS_FILE" : "CODAT_OAUTH_ISSUER";
    throw new SettingError(`CODAT_HTTP_AUTH=none contradicts ${other}. Set only one of them.`);
  }
  const signIn = oauthIssuer ? openSignIn(settings, oauthIssuer, log) : undefined;
  const file = httpTokensFile ? openTokensFile(httpTokensFile, { log }) : undefined;
  return {
    authenticate: authenticateByBearer(async (token) => {
      const found = file && callerByToken(file, token);
      return signIn?.isOwn(token) && (!found || "status" in found) ? signIn.find(token) : found;
    }),
    needsToken: true,
    challenge: signIn?.challenge ?? operator,
    metadata: signIn?.metadata ?? open.metadata,
    isFileValid: () => file?.isValid(),
    close: () => file?.close(),
  };
}

function noAuthenticator(): SettingError {
  return new SettingError(
    "The command http needs CODAT_HTTP_TOKENS_FILE or CODAT_OAUTH_ISSUER, so that it knows its callers. To accept every caller on this machine, set CODAT_HTTP_AUTH=none. To try it with made-up data, use --sandbox.",
  );
}
