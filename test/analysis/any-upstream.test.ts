import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { FindAttachmentsResult } from "../../src/results.ts";
import { startClock } from "../support/clock.ts";
import { type Connection, connect } from "../support/connect.ts";
import { ids, type Reply, startUpstream } from "../support/upstream.ts";

const { companyId, connectionId } = ids;
const customers = 240;
const everySeventh = Array.from({ length: customers }, (_, at) => at).filter((at) => at % 7 === 0);
const idOf = (at: number) => `c${String(at).padStart(4, "0")}`;

/** 240 customers, of whom every seventh has a file. `refuse` may answer instead. */
function startCompany(refuse: (index: number | undefined) => Reply | undefined | Promise<Reply | undefined>) {
  return startUpstream(async (url) => {
    const named = /customers\/c(\d+)\/attachments/.exec(url)?.[1];
    const index = named === undefined ? undefined : Number(named);
    const refusal = await refuse(index);
    if (refusal) return refusal;
    if (index === undefined) {
      const results = Array.from({ length: customers }, (_, at) => ({
        id: idOf(at),
        customerName: `No. ${at}`,
      }));
      return { json: { results, totalResults: customers } };
    }
    return { json: { attachments: index % 7 === 0 ? [{ id: `f${index}`, name: "a.pdf" }] : [] } };
  });
}

interface Pass {
  calls: number;
  checked: number;
  none: number;
  unknown: number;
  withFiles: string[];
}

/** Calls until there is no cursor. Each result must add up. */
async function passThrough(client: Connection, wait: (seconds: number) => void = () => {}): Promise<Pass> {
  const pass: Pass = { calls: 0, checked: 0, none: 0, unknown: 0, withFiles: [] };
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const { structuredContent } = await client.callTool("find_attachments", {
      companyId,
      connectionId,
      ...(cursor !== undefined && { cursor }),
    });
    const found = structuredContent as unknown as FindAttachmentsResult;
    expect(found.customers.length + found.none + found.unknown).toBe(found.checked);
    pass.calls++;
    pass.checked += found.checked;
    pass.none += found.none;
    pass.unknown += found.unknown;
    pass.withFiles.push(...found.customers.map(({ id }) => id));
    cursor = found.cursor;
    if (found.retryAfterSeconds !== undefined) wait(found.retryAfterSeconds);
    if (pass.calls > 100) throw new Error("The calls make no progress.");
  }
  return pass;
}

const complete = {
  checked: customers,
  none: customers - everySeventh.length,
  unknown: 0,
  withFiles: everySeventh.map(idOf),
};
const settings = { CODAT_TOOLSETS: "analysis", CODAT_RETRY_STRATEGY: "none" };

test("a slow upstream: the calls together check everyone once", { timeout: 60_000 }, async () => {
  const asked: (number | undefined)[] = [];
  await using upstream = await startCompany(async (index) => {
    asked.push(index);
    // At a twentieth of 800 ms, and of 45 s.
    await sleep(40);
    return undefined;
  });
  await using client = await connect({ ...upstream.environment, ...settings, CODAT_DEADLINE_MS: "2250" });
  const pass = await passThrough(client);
  expect(pass).toMatchObject(complete);
  expect(pass.calls).toBeGreaterThan(1);
  const files = asked.filter((index) => index !== undefined);
  expect(new Set(files).size).toBe(customers);
});

test("60 requests a minute: after each reported wait the calls go on, and 429 is never answered with more than a few", async () => {
  using clock = startClock();
  const window = { beganAtMs: performance.now(), requests: 0 };
  let refused = 0;
  await using upstream = await startCompany(() => {
    const passedMs = performance.now() - window.beganAtMs;
    if (passedMs >= 60_000) Object.assign(window, { beganAtMs: performance.now(), requests: 0 });
    if (++window.requests <= 60) return undefined;
    refused++;
    return {
      status: 429,
      json: {},
      headers: { "retry-after": String(Math.ceil((60_000 - passedMs) / 1000)) },
    };
  });
  await using client = await connect({ ...upstream.environment, ...settings });
  const waits: number[] = [];
  const pass = await passThrough(client, (seconds) => {
    waits.push(seconds);
    clock.forward(seconds * 1000);
  });
  expect(pass).toMatchObject(complete);
  // 240 customers and one list for each call.
  expect(pass.calls).toBe(5);
  expect(waits).toHaveLength(4);
  expect(refused).toBeLessThanOrEqual(4 * 4);
});

test("an upstream that fails now and then: repeated calls ask only for what is unknown, until nothing is", async () => {
  const attempts = new Map<number, number>();
  await using upstream = await startCompany((index) => {
    if (index === undefined) return undefined;
    const nth = (attempts.get(index) ?? 0) + 1;
    attempts.set(index, nth);
    if (index % 5 === 0 && nth === 1) return { status: 500, json: {} };
    if (index % 15 === 0 && nth === 2) return { json: { attachments: null } };
    return index % 30 === 0 && nth === 3 ? { status: 404, json: {} } : undefined;
  });
  await using client = await connect({ ...upstream.environment, ...settings });
  const passes: Pass[] = [];
  do passes.push(await passThrough(client));
  while ((passes.at(-1)?.unknown ?? 0) > 0 && passes.length < 10);
  expect(passes.map(({ unknown }) => unknown)).toEqual([48, 16, 8, 0]);
  expect(passes.at(-1)).toMatchObject(complete);
  expect([...attempts.values()].reduce((sum, nth) => sum + nth, 0)).toBe(customers + 48 + 16 + 8);
});

test("an upstream that is down: an error after a few requests, not 240 unknowns", async () => {
  let asked = 0;
  await using upstream = await startCompany((index) => {
    if (index === undefined) return undefined;
    asked++;
    return { status: 503, json: {} };
  });
  await using client = await connect({ ...upstream.environment, ...settings });
  const result = await client.callTool("find_attachments", { companyId, connectionId });
  expect(result.isError).toBe(true);
  expect(asked).toBeLessThan(20);
});

test("a canceled call sends nothing more, and another call at the same time is not affected", async () => {
  let asked = 0;
  const events = new EventEmitter();
  const begun = once(events, "begun");
  await using upstream = await startCompany(async (index) => {
    if (index === undefined) return undefined;
    if (++asked === 20) events.emit("begun");
    await sleep(5);
    return undefined;
  });
  await using client = await connect({ ...upstream.environment, ...settings });
  const controller = new AbortController();
  const canceled = client.callTool(
    "find_attachments",
    { companyId, connectionId },
    { signal: controller.signal },
  );
  const other = passThrough(client);
  await begun;
  controller.abort();
  await expect(canceled).rejects.toThrow();
  expect(await other).toMatchObject(complete);
  // What both had asked for at the time of the cancellation may have been asked twice.
  expect(asked).toBeLessThanOrEqual(customers + 8);
});
