import type { Settings } from "../../settings/index.ts";
import { refuse } from "./respond.ts";

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
// A dot at the end only says that the name is complete, and a port can be empty: RFC 3986, 3.2.
const hostAndPort = /^([\w.-]*[\w-]|\[[\da-f:.]+\])\.?(?::(\d{0,5}))?$/;

/**
 * Refuses a Host header that names another server: a web page whose name is made to resolve to this address (DNS
 * rebinding) sends its own.
 */
export function createHostCheck({
  httpAllowedHosts = [],
  httpPublicUrl,
}: Pick<Settings, "httpAllowedHosts" | "httpPublicUrl">): (request: Request) => Response | undefined {
  const allowed = new Set([...httpAllowedHosts, ...(httpPublicUrl ? [httpPublicUrl.host] : [])]);
  const isAllowed = (host: string) => {
    const [, name, port] = hostAndPort.exec(host) ?? [];
    if (name === undefined) return false;
    return loopback.test(name) || allowed.has(name) || allowed.has(`${name}:${port}`);
  };
  return (request) => {
    const host = (request.headers.get("host") ?? "").toLowerCase();
    if (isAllowed(host)) return undefined;
    return refuse(
      403,
      "The Host header names a host that is not allowed. Add the host to CODAT_HTTP_ALLOWED_HOSTS, or make the proxy send the name that clients use.",
      { reason: "host" },
    );
  };
}
