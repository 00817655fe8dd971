import { expect, test } from "vitest";
import { createCallerLimits, isLimitRefusal } from "../../../src/http/limits/caller-limits.ts";

const settings = { httpCallsInFlight: 2, httpCallsPerMinute: 4 };

function createLimits() {
  const clock = { nowMs: 0 };
  const limits = createCallerLimits(settings, () => clock.nowMs);
  const call = (caller: string) => {
    const answer = limits.admit(caller, "tools/call");
    return isLimitRefusal(answer) ? { refused: answer } : { release: answer };
  };
  return { clock, limits, call };
}

test("a caller with all its calls in flight is refused until one ends; another caller is not", () => {
  const { limits, call } = createLimits();
  const [first] = [call("agent"), call("agent")];
  expect(call("agent").refused).toMatchObject({
    status: 429,
    reason: "calls_in_flight",
    retryAfterSeconds: 1,
    message: expect.stringContaining("CODAT_HTTP_CALLS_IN_FLIGHT"),
  });
  expect(call("other").release).toBeDefined();
  expect(limits.inFlight()).toBe(3);
  first?.release?.();
  first?.release?.();
  expect(limits.inFlight()).toBe(2);
  expect(call("agent").release).toBeDefined();
  expect(call("agent").refused).toBeDefined();
});

test("a caller with all its calls of a minute is refused with the wait; another caller is not", () => {
  const { clock, call } = createLimits();
  for (const atMs of [0, 10_000, 20_000, 30_000]) {
    clock.nowMs = atMs;
    call("agent").release?.();
  }
  clock.nowMs = 40_000;
  expect(call("agent").refused).toMatchObject({
    reason: "calls_per_minute",
    retryAfterSeconds: 21,
    message: expect.stringContaining("CODAT_HTTP_CALLS_PER_MINUTE"),
  });
  expect(call("other").release).toBeDefined();
  clock.nowMs = 61_000;
  expect(call("agent").release).toBeDefined();
});

test("a refused call counts neither as a call in flight nor in the minute", () => {
  const { limits, call } = createLimits();
  const releases = [call("agent"), call("agent")].map(({ release }) => release);
  for (let nth = 0; nth < 100; nth++) expect(call("agent").refused).toBeDefined();
  expect(limits.inFlight()).toBe(2);
  for (const release of releases) release?.();
  expect([call("agent").release, call("agent").release].map(Boolean)).toEqual([true, true]);
});

test("only tools/call is limited", () => {
  const { limits } = createLimits();
  for (const method of ["tools/list", "resources/read", "initialize", "ping"]) {
    for (let nth = 0; nth < 20; nth++) expect(isLimitRefusal(limits.admit("agent", method))).toBe(false);
  }
  expect(limits.inFlight()).toBe(0);
});

test("what is kept about callers who no longer call is forgotten, and what is in flight is not", () => {
  const { clock, limits, call } = createLimits();
  call("slow");
  for (let nth = 0; nth < 1000; nth++) call(`caller ${nth}`).release?.();
  expect(limits.callers()).toBe(1001);
  clock.nowMs = 200_000;
  call("slow");
  expect(limits.callers()).toBe(1);
  expect(call("slow").refused).toMatchObject({ reason: "calls_in_flight" });
});
