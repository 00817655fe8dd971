import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { errorOf } from "../support/connect.ts";
import { reply, silence, well } from "../support/fault-answers.ts";
import { startFaultServer } from "../support/fault-server.ts";
import { ids } from "../support/upstream.ts";
import { fault, soon } from "./fault.ts";
import type { Served } from "./served.ts";

const hourMs = 3_600_000;

async function setClock(server: Served): Promise<void> {
  server.process.kill("SIGUSR2");
  await server.logged("It is now ");
}

/** Registers the faults of a clock that is set an hour back or ahead. */
export function setClockAnHour(change: "back" | "ahead"): void {
  const ms = change === "back" ? -hourMs : hourMs;
  const preload = "clock.mjs";
  const clock = { TESTS_CLOCK_MS: String(ms) };

  fault(
    `the clock set ${change} an hour during the wait before a retry: the wait is unchanged`,
    async ({ start, figure }) => {
      await using upstream = await startFaultServer([reply(503, "", { "retry-after": 1 }), well]);
      const server = await start({ environment: { ...upstream.environment, ...clock }, preload });
      const startedAtMs = performance.now();
      const call = server.customer();
      await soon(() => upstream.requests.length).toBe(1);
      await setClock(server);
      expect((await server.answer(call)).isError).toBeFalsy();
      const waitedMs = Math.round(performance.now() - startedAtMs);
      figure(`${waitedMs} ms`);
      expect(waitedMs).toBeGreaterThan(950);
      expect(waitedMs).toBeLessThan(10_000);
    },
  );

  fault(
    `the clock set ${change} an hour during an attempt: the deadline is unchanged`,
    async ({ start, figure }) => {
      await using upstream = await startFaultServer(silence);
      const environment = { ...upstream.environment, ...clock, CODAT_DEADLINE_MS: "1500" };
      const server = await start({ environment, preload });
      const startedAtMs = performance.now();
      const call = server.customer();
      await soon(() => upstream.requests.length).toBe(1);
      await setClock(server);
      expect(errorOf(await server.answer(call)).kind).toBe("timeout");
      const lastedMs = Math.round(performance.now() - startedAtMs);
      figure(`${lastedMs} ms`);
      expect(lastedMs).toBeGreaterThan(1_450);
      expect(lastedMs).toBeLessThan(15_000);
    },
  );

  fault(
    `the clock set ${change} an hour while calls are rejected: the time is unchanged`,
    async ({ start }) => {
      await using upstream = await startFaultServer(reply(429, "", { "retry-after": 2 }));
      const environment = { ...upstream.environment, ...clock, CODAT_RETRY_STRATEGY: "none" };
      const server = await start({ environment, preload });
      expect(errorOf(await server.answer(server.customer()))).toMatchObject({ retryAfterSeconds: 2 });
      upstream.answer(well);
      await setClock(server);
      const refused = errorOf(await server.answer(server.customer()));
      if (refused.kind) expect(refused).toMatchObject({ kind: "throttled", attempts: 0 });
      if (refused.kind) expect(refused.retryAfterSeconds).toBeLessThanOrEqual(2);
      await soon(async () => (await server.answer(server.customer())).isError).toBeFalsy();
    },
  );

  fault(
    `the clock set ${change} an hour: data ages and the audit log follow it`,
    async ({ start, folder }) => {
      const lastSuccessfulSync = new Date().toISOString();
      const status = { customers: { dataType: "customers", currentStatus: "Complete", lastSuccessfulSync } };
      await using upstream = await startFaultServer(reply(200, JSON.stringify(status)));
      const auditLog = join(await folder(), "audit.jsonl");
      const toolsets = { CODAT_TOOLSETS: "customers,companies" };
      const environment = { ...upstream.environment, ...clock, ...toolsets, CODAT_AUDIT_LOG: auditLog };
      const server = await start({ environment, preload });
      const ask = () => server.call("get_data_status", { companyId: ids.companyId });
      expect(JSON.stringify(await server.answer(ask()))).toContain("less than an hour ago");
      await setClock(server);
      const age = ms < 0 ? "ahead of this machine's clock" : "1 hour ago";
      expect(JSON.stringify(await server.answer(ask()))).toContain(age);
      const lines = (await readFile(auditLog, "utf8")).trim().split("\n");
      const [before = 0, after = 0] = lines.map((line) => Date.parse(JSON.parse(line).time));
      expect(Math.abs(after - before - ms)).toBeLessThan(60_000);
      upstream.answer(well);
      await server.works();
    },
  );
}
