import { ProxyAgent } from "undici";

/** The dispatcher for a proxy. Throws if the address is not a valid proxy address. */
export function proxyDispatcher(address: string): ProxyAgent {
  return new ProxyAgent(address);
}
