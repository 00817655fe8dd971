import { setTimeout as wait } from "node:timers/promises";
import { type FaultServer, startFaultServer } from "../../support/fault-server.ts";
import { send } from "./send.ts";
import type { Service } from "./service.ts";

const customer = '{"id":"A1D001","customerName":"Brackenhall Bakery"}';

/** A Codat that answers when it is released. */
export async function startSlowCodat() {
  const waiting: (() => void)[] = [];
  const codat = await startFaultServer((_request, _nth, socket) => {
    waiting.push(() =>
      socket.write(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${customer.length}\r\n\r\n${customer}`,
      ),
    );
  });
  return { codat, release: () => waiting.splice(0).forEach((answer) => void answer()) };
}

/** Waits until a request has arrived. */
export function arrived(codat: FaultServer): Promise<void> {
  return until(() => codat.requests.length > 0);
}

/** Waits until the service accepts no connections. */
export function closed(service: Service): Promise<void> {
  return until(() =>
    probe(service, "/readyz").then(
      () => false,
      () => true,
    ),
  );
}

// Tests that run concurrently cannot share Vitest's own.
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(20);
}

/** Asks a probe. */
export function probe(service: Service, path: string) {
  return send(service, { method: "GET", path });
}
