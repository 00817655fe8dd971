import { expect } from "vitest";
import { startClock } from "../support/clock.ts";
import { connect, errorOf, textOf } from "../support/connect.ts";
import { reply, silence, wire } from "../support/fault-answers.ts";
import type { Fault as Answer } from "../support/fault-server.ts";
import { usedBytes } from "../support/memory.ts";
import { ids } from "../support/upstream.ts";
import { fault } from "./fault.ts";
import { startLeaving } from "./leaving.ts";

const html = { "content-type": "text/html" };
const mebibyte = 1024 * 1024;

/** How the upstream is away, the error that calls get, and how long calls may be rejected after its return. */
const ways: {
  way: string;
  as: Answer | "closed";
  message: RegExp;
  refusedMs?: number;
  timeoutMs?: string;
}[] = [
  { way: "refuses connections", as: "closed", message: /was refused \(ECONNREFUSED\)/ },
  { way: "resets connections", as: wire("reset"), message: /The connection to Codat was interrupted/ },
  { way: "returns 503 with HTML", as: reply(503, "<h1>Sorry</h1>", html), message: /\b503\b/ },
  { way: "is silent", as: silence, message: /did not respond within 0\.1 s/, timeoutMs: "100" },
  { way: "throttles", as: reply(429, "", { "retry-after": 3600 }), message: /\b429\b/, refusedMs: 60_000 },
];

const stepMs = 30_000;
const callers = 4;
const attemptsEach = 2;

for (const { way, as, message, refusedMs = 0, timeoutMs } of ways) {
  fault(
    `an upstream that ${way} for ten minutes: calls fail quickly and succeed after its return`,
    async ({ figure, called }) => {
      using clock = startClock();
      await using upstream = await startLeaving();
      await using client = await connect({
        ...upstream.environment,
        CODAT_RETRY_INITIAL_INTERVAL_MS: "1",
        CODAT_MAX_ATTEMPTS: String(attemptsEach),
        ...(timeoutMs && { CODAT_TIMEOUT_MS: timeoutMs }),
      });
      const get = () =>
        client.callTool("get_customer", { companyId: ids.companyId, customerId: ids.customerId });
      const everyone = () => Promise.all(Array.from({ length: callers }, get));
      const ready = await everyone();
      expect(ready.filter(({ isError }) => isError)).toEqual([]);
      const used = await usedBytes();
      const timers = timersNow();

      await upstream.leave(as);
      let attempts = 0;
      let calls = 0;
      let slowestMs = 0;
      for (let awayMs = 0; awayMs < 10 * 60_000; awayMs += stepMs) {
        const startedAtMs = performance.now();
        for (const answer of await everyone()) {
          expect(answer.isError).toBe(true);
          expect(textOf(answer)).toMatch(message);
          attempts += Number(errorOf(answer).attempts);
          calls++;
        }
        slowestMs = Math.max(slowestMs, performance.now() - startedAtMs);
        clock.forward(stepMs);
      }
      called(calls);
      figure(`${calls} calls failed`);
      figure(`the slowest in ${Math.round(slowestMs)} ms`);
      figure(`${attempts} attempts`);
      expect(slowestMs).toBeLessThan(5_000);
      expect(attempts).toBeLessThanOrEqual(refusedMs > 0 ? 10 + 2 * callers : calls * attemptsEach);
      expect((await usedBytes()) - used).toBeLessThan(10 * mebibyte);
      expect(timersNow()).toBeLessThanOrEqual(timers);

      await upstream.comeBack();
      clock.forward(refusedMs);
      const back = await get();
      expect(back.structuredContent, textOf(back)).toHaveProperty("id");
    },
  );
}

function timersNow(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
}
