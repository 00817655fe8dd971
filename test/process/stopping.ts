import { expect } from "vitest";
import { silence } from "../support/fault-answers.ts";
import { startFaultServer } from "../support/fault-server.ts";
import { startUpstream } from "../support/upstream.ts";
import { fault, soon } from "./fault.ts";
import type { Stop } from "./served.ts";

const larkmoor = "c0000000-0000-4000-8000-000000000001";
/** One second for the stop itself, plus tolerance for a busy machine. */
// The server ends itself at 1.5 s; a busy machine takes longer.
const soonMs = 10_000;
/** A stop is forced at 1.5 s, because hosts kill the process at 2 s. */
const forcedMs = 3_000;

/** Registers the faults of a stop in this way. */
export function stopBy(stop: Stop): void {
  fault(`${stop} while idle ends the server with 0, without further output`, async ({ start, figure }) => {
    const server = await start();
    const { how, ms } = await server.stop(stop);
    figure(`${ms} ms`);
    expect(how).toBe(0);
    expect(ms).toBeLessThan(soonMs);
    expect(server.lines).toBe(1);
    expect(server.stderr).toBe("");
  });

  fault(
    `${stop} with twenty calls in flight and queued ends the server with 0`,
    async ({ start, figure }) => {
      await using upstream = await startFaultServer(silence);
      const server = await start({ environment: upstream.environment });
      for (let nth = 0; nth < 20; nth++) server.customer();
      await soon(() => upstream.busySockets).toBe(8);
      const { how, ms } = await server.stop(stop);
      figure(`${ms} ms`);
      expect(how).toBe(0);
      expect(ms).toBeLessThan(soonMs);
      await soon(() => upstream.sockets).toBe(0);
      expect(server.lines).toBe(1);
    },
  );

  fault(
    `${stop} with stdout blocked by a large result ends the server with 0, at 1.5 s`,
    async ({ start, figure }) => {
      await using upstream = await startUpstream(() => ({ json: { customerName: "x".repeat(3_000_000) } }));
      const server = await start({ environment: upstream.environment, reads: false });
      server.customer();
      await server.logged("event=call");
      const { how, ms } = await server.stop(stop);
      figure(`${ms} ms`);
      expect(how).toBe(0);
      expect(ms).toBeGreaterThan(1_400);
      expect(ms).toBeLessThan(forcedMs);
    },
  );

  fault(
    `${stop} with the sandbox running and a call to it in flight ends the server with 0`,
    async ({ start, figure }) => {
      const server = await start({ flags: ["--sandbox"] });
      await server.answer(server.call("list_customers", { companyId: larkmoor }));
      server.call("list_customers", { companyId: larkmoor, pageSize: 240 });
      const { how, ms } = await server.stop(stop);
      figure(`${ms} ms`);
      expect(how).toBe(0);
      expect(ms).toBeLessThan(soonMs);
    },
  );
}
