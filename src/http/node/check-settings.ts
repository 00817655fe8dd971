import { type Configuration, SettingError, type Settings } from "../../settings/index.ts";
import { listensOnLoopback } from "../listens-on-loopback.ts";

type Checked = Pick<
  Settings,
  "httpHost" | "httpTokensFile" | "oauthIssuer" | "httpAllowedHosts" | "httpPublicUrl" | "mask"
>;

/** Throws SettingError if the HTTP service would be open to callers or web pages that must not call. */
export function checkSettings(settings: Checked, maskSecret: Configuration["maskSecret"]): void {
  const { httpHost, httpPublicUrl } = settings;
  if (httpPublicUrl && !/\/mcp\/?$/.test(httpPublicUrl.pathname)) {
    throw new SettingError("CODAT_HTTP_PUBLIC_URL must end in /mcp, where this server answers.");
  }
  if (listensOnLoopback(httpHost)) return;
  const missing = missingForPublic(settings, maskSecret);
  if (missing)
    throw new SettingError(`CODAT_HTTP_HOST=${httpHost} is open to other machines. Set ${missing}.`);
}

function missingForPublic(
  { httpTokensFile, oauthIssuer, httpAllowedHosts, mask }: Checked,
  maskSecret: Configuration["maskSecret"],
): string | undefined {
  if (!httpTokensFile && !oauthIssuer)
    return "CODAT_HTTP_TOKENS_FILE or CODAT_OAUTH_ISSUER, so that only known callers may read";
  if (!httpAllowedHosts) return "CODAT_HTTP_ALLOWED_HOSTS to the host names that clients use";
  if (mask.length > 0 && !maskSecret) {
    return "CODAT_MASK_SECRET, so that every process masks equal values equally";
  }
  return undefined;
}
