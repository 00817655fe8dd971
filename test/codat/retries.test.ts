import { describe, expect, test } from "vitest";
import type { Codat } from "../../src/codat/client.ts";
import { closed, contentFaults, reply, well } from "../support/fault-answers.ts";
import { startFaultServer } from "../support/fault-server.ts";
import { clientOf, emptyTrace, failure, fast, getBytes, getJson, routeTo, withDeadline } from "./setup.ts";

const json = { "content-type": "application/json" };
const throttled = (retryAfter: string, more = {}) =>
  reply(429, "", { ...json, "retry-after": retryAfter, ...more });
const date = (offsetMs: number) => new Date(Date.now() + offsetMs).toUTCString();

describe("Retry-After", () => {
  test.each(["0", "0.0"])("of %s waits the first backoff", async (header) => {
    await using server = await startFaultServer([throttled(header), well]);
    const started = performance.now();
    const backoff = { ...fast.backoff, maxInterval: 1000 };
    await getJson(clientOf(server, { retries: { ...fast, backoff } }));
    expect(performance.now() - started).toBeGreaterThan(450);
    expect(server.requests).toHaveLength(2);
  });

  test("of 0.2 is honored: the next attempt is not earlier", async () => {
    await using server = await startFaultServer([throttled("0.2"), well]);
    const started = performance.now();
    await getJson(clientOf(server));
    expect(performance.now() - started).toBeGreaterThan(180);
    expect(server.requests).toHaveLength(2);
  });

  test("of 1 is honored: the next attempt is not earlier", async () => {
    await using server = await startFaultServer([throttled("1"), well]);
    const started = performance.now();
    await getJson(clientOf(server));
    expect(performance.now() - started).toBeGreaterThan(900);
    expect(server.requests).toHaveLength(2);
  });

  test.each([
    ["15 seconds, if the deadline is earlier", "15", 15_000],
    ["16 seconds", "16", 16_000],
    ["a day", "86400", 86_400_000],
  ])("of %s fails immediately and reports the wait", async (_, header, retryAfterMs) => {
    await using server = await startFaultServer(throttled(header));
    const error = await failure(getJson(clientOf(server)));
    expect(error).toMatchObject({ kind: "throttled", attemptsInCall: 1, retryable: true, retryAfterMs });
    expect(server.requests).toHaveLength(1);
  });

  test("of an hour with a 503 fails immediately and reports the wait", async () => {
    await using server = await startFaultServer(reply(503, "", { ...json, "retry-after": "3600" }));
    const error = await failure(getJson(clientOf(server)));
    expect(error).toMatchObject({ kind: "upstream", attemptsInCall: 1, retryAfterMs: 3_600_000 });
  });

  test("as a date an hour ahead fails immediately, measured by the response's Date", async () => {
    const hours = 3_600_000;
    await using server = await startFaultServer(throttled(date(-4 * hours), { date: date(-5 * hours) }));
    expect(await failure(getJson(clientOf(server)))).toMatchObject({
      attemptsInCall: 1,
      retryAfterMs: hours,
    });
  });

  test("as a past or current date waits the first backoff", async () => {
    await using server = await startFaultServer([throttled(date(-60_000)), throttled(date(0)), well]);
    await getJson(clientOf(server));
    expect(server.requests).toHaveLength(3);
  });

  test.each(["soon", "-5", "120, 60", "1.5s", "", "99999999999", "P1D", "2026-13-45T99:99:99Z"])(
    "of “%s” is ignored",
    async (header) => {
      await using server = await startFaultServer([throttled(header), well]);
      await getJson(clientOf(server));
      expect(server.requests).toHaveLength(2);
    },
  );

  test.each([429, 503])("is not read from X-Rate-Limit-Reset: a %i recovers quickly", async (status) => {
    const reset = { "x-rate-limit-reset": date(8 * 3_600_000), "ratelimit-reset": "28799" };
    await using server = await startFaultServer([reply(status, "", { ...json, ...reset }), well]);
    await getJson(clientOf(server));
    expect(server.requests).toHaveLength(2);
  });
});

/** Waits longer than any test. */
const slow = { ...fast, backoff: { ...fast.backoff, initialInterval: 60_000, maxInterval: 60_000 } };

describe("retry settings", () => {
  test("strategy none: one attempt", async () => {
    await using server = await startFaultServer(reply(503));
    const client = clientOf(server, { retries: { ...fast, strategy: "none" } });
    expect(await failure(getJson(client))).toMatchObject({
      kind: "upstream",
      attemptsInCall: 1,
      retryable: true,
    });
  });

  test("the settings of a call replace those of the client", async () => {
    await using server = await startFaultServer(reply(503));
    const error = await failure(getJson(clientOf(server), { retries: { ...fast, strategy: "none" } }));
    expect(error.attemptsInCall).toBe(1);
  });

  test("retryConnectionErrors false: a broken connection is not retried, but a 503 and HTML are", async () => {
    await using server = await startFaultServer(closed);
    const client = clientOf(server, { retries: { ...fast, retryConnectionErrors: false } });
    expect(await failure(getJson(client))).toMatchObject({ kind: "network", attemptsInCall: 1 });
    server.answer(reply(503));
    expect((await failure(getJson(client))).attemptsInCall).toBe(3);
    server.answer(contentFaults["HTML with 200"]);
    expect((await failure(getJson(client))).attemptsInCall).toBe(3);
  });

  test.each([1, 2, 5])(
    "maxAttempts %i: as many requests, and at most two for a download",
    async (maxAttempts) => {
      await using server = await startFaultServer(reply(503));
      const client = clientOf(server, { maxAttempts });
      expect((await failure(getJson(client))).attemptsInCall).toBe(maxAttempts);
      expect(server.requests).toHaveLength(maxAttempts);
      expect((await failure(getBytes(client))).attemptsInCall).toBe(Math.min(2, maxAttempts));
      expect(server.requests).toHaveLength(maxAttempts + Math.min(2, maxAttempts));
    },
  );

  test("maxElapsedTime: no attempt starts later", async () => {
    await using server = await startFaultServer(reply(503));
    const backoff = { ...fast.backoff, initialInterval: 400, maxInterval: 400, maxElapsedTime: 150 };
    const client = clientOf(server, { retries: { ...fast, backoff } });
    expect(await failure(getJson(client))).toMatchObject({ kind: "upstream", attemptsInCall: 1 });
  });

  test("a wait that would exceed the deadline is not started", async () => {
    await using server = await startFaultServer(reply(503));
    expect(await failure(getJson(clientOf(server, { retries: slow })))).toMatchObject({ attemptsInCall: 1 });
  });

  test("each request within a call has its own attempts, and the call counts all of them", async () => {
    await using server = await startFaultServer([reply(503), well, reply(503)]);
    const trace = { ...emptyTrace };
    const run = async (codat: Codat) => {
      await codat.json(routeTo("/first"));
      await codat.json(routeTo("/second"));
    };
    const error = await failure(withDeadline(clientOf(server), run, { trace }));
    expect(error.attemptsInCall).toBe(5);
    expect(trace).toMatchObject({ attempts: 5, status: 503 });
  });
});
