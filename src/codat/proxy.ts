import { ProxyAgent } from "undici";

/** What fetch sends its requests through, for a proxy at that address. Throws for an address that is no proxy's. */
export function proxyDispatcher(address: string): ProxyAgent {
  return new ProxyAgent(address);
}
