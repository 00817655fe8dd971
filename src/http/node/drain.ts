import type { Server } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Log } from "../../base/log.ts";
import type { HttpHandler } from "../create-handler.ts";
import type { Exchanges } from "./listener.ts";

// Kubernetes goes on to send requests for some seconds after it has asked a pod to stop.
const noticeMs = 5_000;
// The deadline of a call.
const mostMs = 45_000;
// For responses that are written, and for requests whose first bytes have arrived.
const graceMs = 1_000;
const pollMs = 50;

interface Draining {
  server: Server;
  exchanges: Exchanges;
  handler: HttpHandler;
  log: Log;
}

/** Finishes the calls in flight, then stops. With `notice`, new requests are accepted for 5 s more. */
export async function drain(
  { server, exchanges, handler, log }: Draining,
  { notice }: { notice: boolean },
): Promise<void> {
  log("info", "draining", { inFlight: exchanges.inFlight() });
  handler.startDraining();
  exchanges.closeConnections();
  if (notice) await wait(noticeMs);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const isIdle = () => exchanges.inFlight() === 0;
  if (!(await comesTrue(isIdle, mostMs, closed))) log("warn", "cut_off", { calls: exchanges.inFlight() });
  await handler.close();
  await comesTrue(isIdle, graceMs, closed);
  server.closeAllConnections();
  await closed;
  log("info", "stopped");
}

/** Waits until a condition holds. Returns false after the time. */
async function comesTrue(isTrue: () => boolean, withinMs: number, over: Promise<void>): Promise<boolean> {
  const endMs = performance.now() + withinMs;
  while (!isTrue()) {
    if (performance.now() > endMs) return false;
    await Promise.race([wait(pollMs), over]);
  }
  return true;
}
