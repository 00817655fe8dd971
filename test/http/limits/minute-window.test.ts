import fc from "fast-check";
import { expect, test } from "vitest";
import { MinuteWindow } from "../../../src/http/limits/minute-window.ts";

test("no minute ever has more events than the limit, and the wait that is named is enough and at most a minute", () => {
  const stepsMs = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(5_000_000), stepsMs, (limit, startMs, steps) => {
      const window = new MinuteWindow(limit);
      const counted: number[] = [];
      let nowMs = startMs;
      for (const step of steps) {
        nowMs += step;
        const waitSeconds = window.count(nowMs);
        if (waitSeconds === 0) counted.push(nowMs);
        else {
          expect(waitSeconds).toBeGreaterThanOrEqual(1);
          expect(waitSeconds).toBeLessThanOrEqual(61);
          nowMs += waitSeconds * 1000;
          expect(window.count(nowMs)).toBe(0);
          counted.push(nowMs);
        }
        const inLastMinute = counted.filter((atMs) => atMs > nowMs - 60_000);
        expect(inLastMinute.length).toBeLessThanOrEqual(limit);
      }
    }),
  );
});

test("a refused event does not count", () => {
  const window = new MinuteWindow(2);
  expect([window.count(0), window.count(0)]).toEqual([0, 0]);
  for (let nth = 0; nth < 10; nth++) expect(window.count(30_000)).toBe(31);
  expect(window.count(61_000)).toBe(0);
});

test("a window is empty when its last event is more than a minute ago", () => {
  const window = new MinuteWindow(2);
  expect(window.isEmpty(0)).toBe(true);
  window.count(1_000_000);
  expect(window.isEmpty(1_060_000)).toBe(false);
  expect(window.isEmpty(1_061_000)).toBe(true);
});
