import { EnvHttpProxyAgent } from "undici";

/** The proxies that the environment names, as its variables hold them. */
export interface Proxies {
  httpProxy: string | undefined;
  httpsProxy: string | undefined;
  /** Hosts that are reached directly. */
  noProxy: string | undefined;
}

/** What fetch sends its requests through: a proxy, but for the hosts that need none. Throws for an address that is no proxy's. */
export function proxyDispatcher(proxies: Proxies): EnvHttpProxyAgent {
  return new EnvHttpProxyAgent(proxies);
}
