import { SettingError, type Settings } from "../../settings/index.ts";
import { listensOnLoopback } from "../listens-on-loopback.ts";

type Checked = Pick<
  Settings,
  "httpHost" | "httpAuth" | "httpTokensFile" | "httpAllowedHosts" | "httpPublicUrl" | "sandbox"
>;

/** Throws SettingError if the HTTP service would be open to callers or web pages that must not call. */
export function checkSettings(settings: Checked): void {
  const { httpAuth, httpTokensFile, httpPublicUrl, sandbox } = settings;
  if (httpPublicUrl && !/\/mcp\/?$/.test(httpPublicUrl.pathname)) {
    throw new SettingError("CODAT_HTTP_PUBLIC_URL must end in /mcp, where this server answers.");
  }
  if (httpAuth === "none" && httpTokensFile) {
    throw new SettingError("Set either CODAT_HTTP_TOKENS_FILE or CODAT_HTTP_AUTH=none, not both.");
  }
  if (!listensOnLoopback(settings.httpHost)) checkPublic(settings);
  if (!httpTokensFile && httpAuth !== "none" && !sandbox) {
    throw new SettingError(
      "http needs to know its callers: set CODAT_HTTP_TOKENS_FILE. To accept everyone on this machine, set CODAT_HTTP_AUTH=none.",
    );
  }
}

function checkPublic({ httpHost, httpTokensFile, httpAllowedHosts }: Checked): void {
  const reason = `CODAT_HTTP_HOST=${httpHost} can be reached from other machines`;
  if (!httpTokensFile) throw new SettingError(`${reason}: set CODAT_HTTP_TOKENS_FILE.`);
  if (!httpAllowedHosts) {
    throw new SettingError(`${reason}: set CODAT_HTTP_ALLOWED_HOSTS to the host names that clients use.`);
  }
}
