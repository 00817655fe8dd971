import { isLoopback } from "../../base/loopback.ts";
import { wayTo } from "../../codat/proxy-rule.ts";
import type { Proxies, ProxyAddress } from "../../settings/proxies.ts";
import { type Check, ok, warning } from "./check.ts";

/** The result of the proxy check, and whether requests use a proxy. */
export interface ProxyFound {
  check: Check;
  isUsed: boolean;
}

/** Whether requests to that URL go through a proxy. */
export function proxyCheck(url: URL, proxies: Proxies): ProxyFound {
  const { hostname } = url;
  const way = wayTo(url, proxies);
  if (way.through) return { check: usedProxy(url, way.through), isUsed: true };
  if (!way.unused) return direct("No proxy is set for the base URL. Requests go directly to it.");
  return way.reason === "exempt"
    ? direct(`${named(way.unused)}, but NO_PROXY exempts ${hostname}. Requests go directly to it.`)
    : direct(`${named(way.unused)}, but ${hostname} is this machine. Requests go directly to it.`);
}

function direct(message: string): ProxyFound {
  return { check: ok("proxy", message), isUsed: false };
}

function usedProxy(url: URL, proxy: ProxyAddress): Check {
  const message = `${named(proxy)}, and requests go through it`;
  return isLoopback(url)
    ? warning(
        "proxy",
        `${message}, although the base URL is on this machine.`,
        `Add ${url.hostname} to NO_PROXY.`,
      )
    : ok("proxy", `${message}. The proxy resolves the host name; the API check also tests TLS.`);
}

// Only host and port: the rest may be a user name and a password, even in the wrong position.
function named({ variable, address }: ProxyAddress): string {
  if (!URL.canParse(address)) return `${variable} sets a proxy`;
  const { host, pathname, search, hash } = new URL(address);
  const isPlain = host && /^\/?$/.test(pathname) && !search && !hash;
  return `${variable} sets a proxy${isPlain ? ` at ${host}` : ""}`;
}
