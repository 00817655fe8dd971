import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { CodatError, statusError } from "../../src/codat/error.ts";
import { type AttemptState, nextWaitMs } from "../../src/codat/retry.ts";
import { retryAfterMs } from "../../src/codat/retry-after.ts";
import type { Retries } from "../../src/settings/index.ts";

afterEach(() => vi.unstubAllEnvs());

describe("retryAfterMs", () => {
  const now = Date.UTC(2026, 7, 1, 12, 0, 0);
  const inTen = "Sat, 01 Aug 2026 12:00:10 GMT";

  test.each<[string | null, number | undefined]>([
    [null, undefined],
    ["", undefined],
    ["0", 0],
    ["1", 1000],
    [" 15 ", 15_000],
    ["86400", 86_400_000],
    ["999999999", 999_999_999_000],
    ["9999999999", undefined],
    ["-5", undefined],
    ["+5", undefined],
    ["1.5", 1500],
    ["0.0001", 1],
    [".5", undefined],
    ["1.", undefined],
    ["1.5.5", undefined],
    ["1e3", undefined],
    ["0x10", undefined],
    ["120, 60", undefined],
    ["5 seconds", undefined],
    ["soon", undefined],
    ["Infinity", undefined],
    ["2026", 2_026_000],
    [inTen, 10_000],
    ["Saturday, 01-Aug-26 12:00:10 GMT", 10_000],
    ["Sat Aug  1 12:00:10 2026", 10_000],
    ["Sat, 01 Aug 2026 11:00:00 GMT", 0],
    ["Sat, 01 Aug 2026 13:00:00 GMT", 3_600_000],
    ["2026-08-01T12:00:10Z", 10_000],
    ["2026-08-01T14:00:10+02:00", 10_000],
    ["2026-08-01T12:00:10.5Z", 10_500],
    ["2026-08-01", undefined],
    ["2026-13-01T12:00:00Z", undefined],
    ["Sat, 99 Foo 2026 12:00:10 GMT", undefined],
  ])("%j asks for %s ms", (header, expected) => {
    expect(retryAfterMs(header, null, now)).toBe(expected);
  });

  test("a date is measured from the response's Date, not from this machine's clock", () => {
    const date = "Sat, 01 Aug 2026 12:00:00 GMT";
    for (const wrong of [0, now - 3_600_000, now + 3_600_000])
      expect(retryAfterMs(inTen, date, wrong)).toBe(10_000);
    expect(retryAfterMs(inTen, "yesterday", now)).toBe(10_000);
  });

  test.each([inTen, "Sat Aug  1 12:00:10 2026", "2026-08-01T12:00:10Z", "2026-08-01T12:00:10"])(
    "%s means the same in every time zone",
    (header) => {
      for (const zone of ["UTC", "America/New_York", "Asia/Kolkata"]) {
        vi.stubEnv("TZ", zone);
        expect(retryAfterMs(header, null, now), zone).toBe(10_000);
      }
    },
  );

  test("any text gives no wait or a finite wait of at least 0", () => {
    const pieces = fc.string({ unit: fc.constantFrom(..."0123456789-+:,. TZGMSatugFri") });
    const text = fc.oneof(fc.string(), pieces, fc.date().map(String), fc.integer().map(String));
    fc.assert(
      fc.property(text, fc.option(text), (header, date) => {
        const ms = retryAfterMs(header, date, now) ?? 0;
        expect(Number.isFinite(ms) && ms >= 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("nextWaitMs", () => {
  const backoff = { initialInterval: 500, maxInterval: 4000, exponent: 2, maxElapsedTime: 20_000 };
  const retries: Retries = { strategy: "backoff", backoff, retryConnectionErrors: true };
  const state: AttemptState = { attempt: 1, maxAttempts: 10, elapsedMs: 0, remainingMs: 45_000 };
  const broken = statusError(503);
  const throttled = statusError(429);

  test.each([
    [1, 250, 500],
    [2, 500, 1000],
    [3, 1000, 2000],
    [4, 2000, 4000],
    [9, 2000, 4000],
  ])("after attempt %i waits %i to %i ms", (attempt, least, most) => {
    expect(nextWaitMs(broken, { ...state, attempt }, retries, () => 0)).toBe(least);
    expect(nextWaitMs(broken, { ...state, attempt }, retries, () => 1)).toBe(most);
  });

  test("starts with one second if throttled", () => {
    expect(nextWaitMs(throttled, state, retries, () => 1)).toBe(1000);
    expect(nextWaitMs(throttled, state, retries, () => 0)).toBe(500);
  });

  test.each([
    [7000, 7000],
    [15_000, 15_000],
    [15_001, undefined],
    [86_400_000, undefined],
  ])("a Retry-After of %i ms gives %s", (requested, expected) => {
    expect(nextWaitMs(statusError(429, { retryAfterMs: requested }), state, retries)).toBe(expected);
  });

  test("a Retry-After of 0 waits the first backoff", () => {
    const now = statusError(503, { retryAfterMs: 0 });
    for (const attempt of [1, 2, 5]) {
      expect(nextWaitMs(now, { ...state, attempt }, retries, () => 0)).toBe(250);
      expect(nextWaitMs(now, { ...state, attempt }, retries, () => 1)).toBe(500);
    }
    expect(nextWaitMs(statusError(429, { retryAfterMs: 0 }), state, retries, () => 1)).toBe(1000);
  });

  test.each<[string, CodatError, Partial<AttemptState>, Partial<Retries>]>([
    ["the strategy is none", broken, {}, { strategy: "none" }],
    ["all attempts are used", broken, { attempt: 3, maxAttempts: 3 }, {}],
    ["the error is permanent", statusError(404), {}, {}],
    ["the wait would exceed maxElapsedTime", broken, { elapsedMs: 19_800 }, {}],
    ["the deadline would be earlier than a response", broken, { remainingMs: 1200 }, {}],
    [
      "Retry-After would exceed the deadline",
      statusError(429, { retryAfterMs: 9500 }),
      { remainingMs: 10_000 },
      {},
    ],
    [
      "connection errors are not retried",
      new CodatError("network", "", { transient: true }),
      {},
      { retryConnectionErrors: false },
    ],
    [
      "timeouts are not retried",
      new CodatError("timeout", "", { transient: true }),
      {},
      { retryConnectionErrors: false },
    ],
  ])("there is no next attempt if %s", (_, error, at, changed) => {
    expect(nextWaitMs(error, { ...state, ...at }, { ...retries, ...changed }, () => 0.5)).toBeUndefined();
  });

  test("for any settings, a wait is finite, within maxInterval or Retry-After, and fits the remaining time", () => {
    const ms = fc.nat(600_000);
    fc.assert(
      fc.property(
        fc.record({
          backoff: fc.record({
            initialInterval: ms,
            maxInterval: ms,
            exponent: fc.double({ min: 1, max: 10, noNaN: true }),
            maxElapsedTime: ms,
          }),
          at: fc.record({
            attempt: fc.integer({ min: 1, max: 10 }),
            maxAttempts: fc.integer({ min: 1, max: 10 }),
            elapsedMs: ms,
            remainingMs: ms,
          }),
          status: fc.constantFrom(408, 429, 500, 503),
          asked: fc.option(fc.nat(100_000), { nil: undefined }),
          random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        }),
        ({ backoff, at, status, asked, random }) => {
          const error = statusError(status, { retryAfterMs: asked });
          const wait = nextWaitMs(error, at, { ...retries, backoff }, () => random);
          if (wait === undefined) return;
          expect(at.attempt).toBeLessThan(at.maxAttempts);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(at.elapsedMs + wait).toBeLessThanOrEqual(backoff.maxElapsedTime);
          expect(wait).toBeLessThan(at.remainingMs);
          if (!asked) expect(wait).toBeLessThanOrEqual(backoff.maxInterval);
          else expect(wait).toBe(asked);
          expect(asked ?? 0).toBeLessThanOrEqual(15_000);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
