import { isLoopback } from "../base/loopback.ts";
import { SettingError } from "../settings/flags.ts";

const example = "such as https://mcp.example.com/mcp";

/** The URL of a server over HTTP. `subject` begins the message of the SettingError that it throws. */
export function readServiceUrl(text: string, subject: string): URL {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === "") {
    throw new SettingError(`${subject} must begin with https:// or http://, ${example}.`);
  }
  if (url.username || url.password || url.hash) {
    throw new SettingError(`${subject} must have no user name, password or fragment, ${example}.`);
  }
  return url;
}

/** Whether everyone on the network path could read what is sent to a URL. */
export function isUnprotected(url: URL): boolean {
  return url.protocol === "http:" && !isLoopback(url);
}

/** Whether a URL has the path of the endpoint, which may have a proxy's prefix. */
export function hasEndpointPath({ pathname }: URL): boolean {
  return /\/mcp\/?$/.test(pathname);
}
