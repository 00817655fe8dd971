import { isLoopback } from "../base/loopback.ts";

/** Whether only this machine can reach an IP address. */
export function listensOnLoopback(address: string): boolean {
  return isLoopback({ hostname: address.includes(":") ? `[${address}]` : address });
}
