import { reply, well } from "../../support/fault-answers.ts";
import type { Fault } from "../../support/fault-server.ts";
import { type FaultCase, onceThenValid, permanent, transient } from "../case.ts";
import { retryAfter, throttledBackoff } from "../wait.ts";

const json = { "content-type": "application/json" };
const hourMs = 3_600_000;

function limited(headers: Record<string, string>, status = 429): Fault {
  return reply(status, '{"error":"Too many requests."}', { ...json, ...headers });
}

/** A Retry-After date `aheadMs` after the response's Date, which is wrong by `wrongMs`. */
function dated(aheadMs: number, write: (date: Date) => string, wrongMs = 0): Fault {
  return (request, nth, socket) => {
    const nowMs = Math.floor(Date.now() / 1000) * 1000 + wrongMs;
    const headers = {
      date: new Date(nowMs).toUTCString(),
      "retry-after": write(new Date(nowMs + aheadMs)),
    };
    return limited(headers)(request, nth, socket);
  };
}

/** A Retry-After date 1 to 2 s ahead of this machine's clock, in a response without a Date. */
const undated: Fault = (request, nth, socket) =>
  limited({ "retry-after": new Date(Date.now() + 2000).toUTCString() })(request, nth, socket);

const httpDate = (date: Date) => date.toUTCString();
const isoDate = (date: Date) => date.toISOString();

/** A long backoff, so that a test notices if it replaces Retry-After. */
const retries = { backoff: { initialInterval: 20_000, maxInterval: 20_000 } };

function honored(
  name: string,
  answer: Fault,
  ms: number,
  attempts = 3,
  retryAfterSeconds = ms / 1000,
): FaultCase[] {
  const wait = retryAfter(ms);
  return [
    {
      name,
      answer,
      retries,
      expect: { kind: "throttled", status: 429, attempts, wait, retryAfterSeconds },
    },
    { name: onceThenValid(name), answer: [answer, well], retries, expect: { kind: "ok", attempts: 2, wait } },
  ];
}

function refused(name: string, answer: Fault, retryAfterSeconds: number): FaultCase {
  return permanent(name, answer, "throttled", { status: 429, retryAfterSeconds });
}

function ignored(name: string, answer: Fault): FaultCase[] {
  return transient(name, answer, "throttled", { status: 429, wait: throttledBackoff });
}

/** No wait is asked for, so each attempt waits as long as the first. */
function immediate(name: string, answer: Fault): FaultCase[] {
  const { doubles: _, ...wait } = throttledBackoff;
  return transient(name, answer, "throttled", { status: 429, wait });
}

/** Codat sends this header with every response. A wait based on it would last hours. */
const resets = {
  "X-Rate-Limit-Reset as a date": {
    "x-rate-limit-reset": new Date(Date.now() + 8 * hourMs).toUTCString(),
  },
  "X-Rate-Limit-Reset in seconds": { "x-rate-limit-reset": "28799", "ratelimit-reset": "28799" },
};

/** A 429 with each form of Retry-After. */
export const throttlingCases: FaultCase[] = [
  // The slowest first, so that the others run while it waits. After two waits of 15 s there is no time for a third attempt.
  ...honored("Retry-After: 15", limited({ "retry-after": "15" }), 15_000, 2),
  ...immediate("Retry-After: 0", limited({ "retry-after": "0" })),
  ...honored("Retry-After: 1.5", limited({ "retry-after": "1.5" }), 1500, 3, 2),
  ...honored("Retry-After: 1", limited({ "retry-after": "1" }), 1000),
  refused("Retry-After: 16", limited({ "retry-after": "16" }), 16),
  refused("Retry-After: 86400", limited({ "retry-after": "86400" }), 86_400),
  ...honored("Retry-After, a date 2 s ahead", dated(2000, httpDate), 2000),
  {
    name: onceThenValid("Retry-After, a date 2 s ahead, no Date beside it"),
    answer: [undated, well],
    retries,
    expect: { kind: "ok", attempts: 2, wait: retryAfter(1000, 2000) },
  },
  ...immediate("Retry-After, a past date", dated(-60_000, httpDate)),
  ...honored("Retry-After, 2 s ahead by a clock an hour slow", dated(2000, httpDate, -hourMs), 2000),
  ...honored("Retry-After, 2 s ahead by a clock an hour fast", dated(2000, httpDate, hourMs), 2000),
  refused("Retry-After, a date an hour ahead", dated(hourMs, httpDate), 3600),
  ...honored("Retry-After, an ISO date 2 s ahead", dated(2000, isoDate), 2000),
  refused("Retry-After, an ISO date a day ahead", dated(24 * hourMs, isoDate), 86_400),
  ...["soon", "-5", "120, 60"].flatMap((value) =>
    ignored(`Retry-After: ${value}`, limited({ "retry-after": value })),
  ),
  ...ignored("no Retry-After", limited({})),
  ...Object.entries(resets).flatMap(([name, headers]) => ignored(name, limited(headers))),
  ...transient("503 with X-Rate-Limit-Reset", limited({ "x-rate-limit-reset": "28799" }, 503), "upstream", {
    status: 503,
  }),
  permanent("503 with Retry-After: 86400", limited({ "retry-after": "86400" }, 503), "upstream", {
    status: 503,
    retryAfterSeconds: 86_400,
  }),
];
