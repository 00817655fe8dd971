import { SettingError, type Settings } from "../../settings/index.ts";
import { listensOnLoopback } from "../listens-on-loopback.ts";

type Checked = Pick<
  Settings,
  "httpHost" | "httpTokensFile" | "oauthIssuer" | "httpAllowedHosts" | "httpPublicUrl"
>;

/** Throws SettingError if the HTTP service would be open to callers or web pages that must not call. */
export function checkSettings(settings: Checked): void {
  const { httpPublicUrl } = settings;
  if (httpPublicUrl && !/\/mcp\/?$/.test(httpPublicUrl.pathname)) {
    throw new SettingError("CODAT_HTTP_PUBLIC_URL must end in /mcp, where this server answers.");
  }
  if (!listensOnLoopback(settings.httpHost)) checkPublic(settings);
}

function checkPublic({ httpHost, httpTokensFile, oauthIssuer, httpAllowedHosts }: Checked): void {
  const reason = `CODAT_HTTP_HOST=${httpHost} can be reached from other machines`;
  if (!httpTokensFile && !oauthIssuer) {
    throw new SettingError(`${reason}: set CODAT_HTTP_TOKENS_FILE or CODAT_OAUTH_ISSUER.`);
  }
  if (!httpAllowedHosts) {
    throw new SettingError(`${reason}: set CODAT_HTTP_ALLOWED_HOSTS to the host names that clients use.`);
  }
}
