import { isLoopback } from "../base/loopback.ts";
import type { Proxies, ProxyAddress } from "../settings/proxies.ts";

/** How requests reach a URL: through a proxy, directly despite a configured proxy, or directly without one. */
export type Way =
  | { through: ProxyAddress }
  | { through: undefined; unused: ProxyAddress; reason: "exempt" | "loopback" }
  | { through: undefined; unused: undefined };

/** The route to a URL, by the rules of undici's EnvHttpProxyAgent: the http proxy also serves https if https has none. */
export function wayTo(url: URL, { http, https, noProxy }: Proxies): Way {
  const proxy = url.protocol === "https:" ? (https ?? http) : http;
  if (!proxy) return { through: undefined, unused: undefined };
  if (isExempt(url, noProxy)) return { through: undefined, unused: proxy, reason: "exempt" };
  // Plain http and unverified certificates are allowed on loopback. They must not leave this machine through a remote proxy.
  const isElsewhere = !(URL.canParse(proxy.address) && isLoopback(new URL(proxy.address)));
  if (isLoopback(url) && isElsewhere) return { through: undefined, unused: proxy, reason: "loopback" };
  return { through: proxy };
}

// A name matches that host and all its subdomains; "*" by itself matches every host.
function isExempt({ protocol, hostname, port }: URL, noProxy: string): boolean {
  if (noProxy === "*") return true;
  const ownPort = port || (protocol === "https:" ? "443" : "80");
  const entries = noProxy.toLowerCase().split(/[\s,]+/);
  return entries.filter(Boolean).some((entry) => {
    const [, name = "", itsPort] = /^(.+?)(?::(\d+))?$/.exec(entry) ?? [];
    if (itsPort && itsPort !== ownPort) return false;
    const host = name.replace(/^\*?\./, "");
    return hostname === host || hostname.endsWith(`.${host}`);
  });
}
