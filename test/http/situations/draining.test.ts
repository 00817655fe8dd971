import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { silence } from "../../support/fault-answers.ts";
import { type FaultServer, startFaultServer } from "../../support/fault-server.ts";
import { getCustomer, listTools, withHeaders } from "./messages.ts";
import { twoModes } from "./modes.ts";
import { send } from "./send.ts";
import { type Service, startService } from "./service.ts";
import { openSocket, readUntil } from "./socket.ts";

const longestMs = 30_000;
const customer = '{"id":"A1D001","customerName":"Brackenhall Bakery"}';

/** A Codat that answers when it is released. */
async function startSlowCodat() {
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

function arrived(codat: FaultServer): Promise<void> {
  return until(() => codat.requests.length > 0);
}

/** Waits until the service accepts no connections. */
function closed(service: Service): Promise<void> {
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

function probe(service: Service, path: string) {
  return send(service, { method: "GET", path });
}

describe.concurrent("a service that is asked to stop", () => {
  for (const mode of twoModes) {
    test(`${mode.name}: SIGTERM: not ready, serves for 5 s more, finishes its calls, exits with 0`, {
      timeout: longestMs,
    }, async () => {
      const { codat, release } = await startSlowCodat();
      await using _ = codat;
      await using service = await startService({ ...mode, environment: codat.environment });
      const call = send(service, withHeaders(getCustomer(), { connection: "keep-alive" }));
      await arrived(codat);
      const startedMs = performance.now();
      service.kill("SIGTERM");
      await service.logged(/draining/);
      expect(await probe(service, "/readyz")).toMatchObject({ status: 503 });
      expect(await probe(service, "/healthz")).toMatchObject({ status: 200 });
      const late = await send(service, withHeaders(listTools(), { connection: "keep-alive" }));
      expect(late).toMatchObject({ status: 200, headers: { connection: "close" } });
      // The listener has closed, and the call still runs.
      await closed(service);
      release();
      expect(await call).toMatchObject({ status: 200, headers: { connection: "close" } });
      expect(await service.exited).toBe(0);
      expect(performance.now() - startedMs).toBeGreaterThan(4_500);
    });
  }

  test("SIGINT: finishes its calls without waiting for 5 s", { timeout: longestMs }, async () => {
    const { codat, release } = await startSlowCodat();
    await using _ = codat;
    await using service = await startService({ environment: codat.environment });
    const call = send(service, getCustomer());
    await arrived(codat);
    service.kill("SIGINT");
    await service.logged(/draining/);
    await closed(service);
    release();
    expect(await call).toMatchObject({ status: 200 });
    expect(await service.exited).toBe(0);
    expect(service.log()).toContain('"inFlight":1');
  });

  test.for(["SIGTERM", "SIGINT"] as const)(
    "a second %s ends it immediately",
    { timeout: longestMs },
    async (signal, { expect: expected }) => {
      await using codat = await startFaultServer(silence);
      await using service = await startService({ environment: codat.environment });
      const call = send(service, getCustomer()).catch(() => "lost");
      await arrived(codat);
      service.kill(signal);
      await service.logged(/draining/);
      service.kill(signal);
      expected(await service.exited).toBe(0);
      expected(await call).toBe("lost");
    },
  );

  test("idle connections do not delay it", { timeout: longestMs }, async () => {
    await using service = await startService();
    const sockets = [await openSocket(service.url), await openSocket(service.url)];
    // One has sent nothing, one has been served.
    sockets[1]?.write(`GET /healthz HTTP/1.1\r\nHost: ${service.url.host}\r\n\r\n`);
    if (sockets[1]) await readUntil(sockets[1], /ok/);
    const startedMs = performance.now();
    service.kill("SIGINT");
    expect(await service.exited).toBe(0);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    for (const socket of sockets) socket.destroy();
  });

  test("calls that do not end within 45 s are cut off", { timeout: 70_000 }, async () => {
    await using codat = await startFaultServer(silence);
    const environment = {
      ...codat.environment,
      CODAT_TIMEOUT_MS: "100000",
      CODAT_DEADLINE_MS: "100000",
      CODAT_RETRY_STRATEGY: "none",
    };
    await using service = await startService({ environment });
    const call = send(service, getCustomer()).catch(() => "lost");
    await arrived(codat);
    const startedMs = performance.now();
    service.kill("SIGINT");
    expect(await service.exited).toBe(0);
    expect(performance.now() - startedMs).toBeGreaterThan(40_000);
    expect(service.log()).toContain('"cut_off"');
    await call;
  });
});
