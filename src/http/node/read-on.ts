import type { IncomingMessage } from "node:http";
import { mebibyte } from "../../base/limits.ts";

const mostMs = 2_000;
const mostBytes = 32 * mebibyte;

/**
 * Reads and drops the rest of a body, up to 2 s and 32 MiB. A response to a client that still sends breaks its pipe, and
 * nginx turns it into a 502. Returns whether the body has ended.
 */
export function readOn(incoming: IncomingMessage): Promise<boolean> {
  if (incoming.complete && incoming.readableEnded) return Promise.resolve(true);
  return new Promise((resolve) => {
    let bytes = 0;
    const end = () => {
      clearTimeout(timer);
      incoming.off("data", count).off("end", end).off("close", end).off("error", end);
      resolve(incoming.complete);
    };
    const count = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBytes) end();
    };
    const timer = setTimeout(end, mostMs);
    incoming.on("end", end).on("close", end).on("error", end).on("data", count);
    incoming.resume();
  });
}
