import { isLoopback } from "../base/loopback.ts";
import type { Proxies, ProxyAddress } from "../settings/proxies.ts";

/** How requests to a URL travel: through a proxy, or directly although the environment names one, or without any. */
export type Way =
  | { through: ProxyAddress }
  | { through: undefined; unused: ProxyAddress; reason: "exempt" | "loopback" }
  | { through: undefined; unused: undefined };

/** The way to a URL, decided as undici's EnvHttpProxyAgent does: the proxy for http also serves https that has none of its own. */
export function wayTo(url: URL, { http, https, noProxy }: Proxies): Way {
  const proxy = url.protocol === "https:" ? (https ?? http) : http;
  if (!proxy) return { through: undefined, unused: undefined };
  if (isExempt(url, noProxy)) return { through: undefined, unused: proxy, reason: "exempt" };
  // What is allowed on loopback (http, unverified certificates) must not leave this machine through a proxy on another.
  const isElsewhere = !(URL.canParse(proxy.address) && isLoopback(new URL(proxy.address)));
  if (isLoopback(url) && isElsewhere) return { through: undefined, unused: proxy, reason: "loopback" };
  return { through: proxy };
}

// A name stands for that host and all below it; "*" by itself for every host.
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
