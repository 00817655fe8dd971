import { isLoopback } from "../../base/loopback.ts";
import { wayTo } from "../../codat/proxy-rule.ts";
import type { Proxies, ProxyAddress } from "../../settings/proxies.ts";
import { type Check, ok, warning } from "./check.ts";

/** What is found of a proxy, and whether requests go through it. */
export interface ProxyFound {
  check: Check;
  isUsed: boolean;
}

/** Whether requests to that URL go through a proxy. */
export function proxyCheck(url: URL, proxies: Proxies): ProxyFound {
  const { hostname } = url;
  const way = wayTo(url, proxies);
  if (way.through) return { check: usedProxy(url, way.through), isUsed: true };
  if (!way.unused) return direct("No proxy is set for the base URL: requests go out directly.");
  return way.reason === "exempt"
    ? direct(`${named(way.unused)}, and NO_PROXY exempts ${hostname}: requests go out directly.`)
    : direct(`${named(way.unused)}, but ${hostname} is this machine itself: requests go out directly.`);
}

function direct(message: string): ProxyFound {
  return { check: ok("proxy", message), isUsed: false };
}

function usedProxy(url: URL, proxy: ProxyAddress): Check {
  const message = `${named(proxy)}, and requests go through it`;
  return isLoopback(url)
    ? warning(
        "proxy",
        `${message}, though they are meant for this machine itself.`,
        `Add ${url.hostname} to NO_PROXY.`,
      )
    : ok("proxy", `${message}: it looks up the host, and TLS is seen by the request to the API alone.`);
}

// Host and port alone: the rest may be a user's name and password, also where it stands in the wrong place.
function named({ variable, address }: ProxyAddress): string {
  if (!URL.canParse(address)) return `${variable} names a proxy`;
  const { host, pathname, search, hash } = new URL(address);
  const isPlain = host && /^\/?$/.test(pathname) && !search && !hash;
  return `${variable} names a proxy${isPlain ? ` at ${host}` : ""}`;
}
