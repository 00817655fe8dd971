import type { Log } from "../../base/log.ts";
import { SettingError, type Settings } from "../../settings/index.ts";
import type { Authenticate, Caller } from "./caller.ts";
import { authenticateByTokens } from "./tokens.ts";
import { openTokensFile } from "./tokens-file.ts";

/** Finds out who calls. */
export interface Authenticator {
  authenticate: Authenticate;
  /** Whether requests without a token are refused. */
  needsToken: boolean;
  /** Whether the tokens file is valid; undefined without one. */
  isFileValid: () => boolean | undefined;
  close: () => void;
}

// The settings alone decide what they may read.
const anyone: Caller = { name: "anyone", companies: "all" };

/** The authenticator that the settings ask for. Throws SettingError if they name none, or if the tokens file is invalid. */
export async function createAuthenticator(
  { httpTokensFile, httpAuth, sandbox }: Settings,
  { log }: { log: Log },
): Promise<Authenticator> {
  if (httpTokensFile && httpAuth === "none") {
    throw new SettingError("CODAT_HTTP_AUTH=none contradicts CODAT_HTTP_TOKENS_FILE. Set only one of them.");
  }
  if (httpTokensFile) {
    const file = await openTokensFile(httpTokensFile, { log });
    return {
      authenticate: authenticateByTokens(file),
      needsToken: true,
      isFileValid: file.isValid,
      close: file.close,
    };
  }
  if (httpAuth !== "none" && !sandbox) {
    throw new SettingError(
      "The command http needs CODAT_HTTP_TOKENS_FILE, so that it knows its callers. To accept every caller on this machine, set CODAT_HTTP_AUTH=none. To try it with made-up data, use --sandbox.",
    );
  }
  return {
    authenticate: async () => anyone,
    needsToken: false,
    isFileValid: () => undefined,
    close: () => {},
  };
}
