import { reply, well } from "../../support/fault-answers.ts";
import type { Fault } from "../../support/fault-server.ts";
import { type FaultCase, lasting, onceThenWell, passing } from "../case.ts";
import { throttledBackoff, told } from "../wait.ts";

const json = { "content-type": "application/json" };
const hourMs = 3_600_000;

function limited(headers: Record<string, string>, status = 429): Fault {
  return reply(status, '{"error":"Too many requests."}', { ...json, ...headers });
}

/** A Retry-After as a date, so far ahead of the answer's own Date, which is so far from the truth. */
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

/** A date 1 to 2 s ahead by this machine's clock, the answer telling of no other. */
const undated: Fault = (request, nth, socket) =>
  limited({ "retry-after": new Date(Date.now() + 2000).toUTCString() })(request, nth, socket);

const httpDate = (date: Date) => date.toUTCString();
const isoDate = (date: Date) => date.toISOString();

/** Backoff that would be seen if it took the place of what was told. */
const retries = { backoff: { initialInterval: 20_000, maxInterval: 20_000 } };

function waitedOut(name: string, answer: Fault, ms: number, tries = 3): FaultCase[] {
  const wait = told(ms);
  const retryAfterSeconds = ms / 1000;
  return [
    {
      name,
      answer,
      retries,
      expect: { kind: "throttled", status: 429, attempts: tries, wait, retryAfterSeconds },
    },
    { name: onceThenWell(name), answer: [answer, well], retries, expect: { kind: "ok", attempts: 2, wait } },
  ];
}

function refused(name: string, answer: Fault, retryAfterSeconds: number): FaultCase {
  return lasting(name, answer, "throttled", { status: 429, retryAfterSeconds });
}

function ignored(name: string, answer: Fault): FaultCase[] {
  return passing(name, answer, "throttled", { status: 429, wait: throttledBackoff });
}

/** Codat's own header, on every answer: a wait by it would last until tomorrow. */
const resets = {
  "X-Rate-Limit-Reset as a date alone": {
    "x-rate-limit-reset": new Date(Date.now() + 8 * hourMs).toUTCString(),
  },
  "X-Rate-Limit-Reset in seconds alone": { "x-rate-limit-reset": "28799", "ratelimit-reset": "28799" },
};

/** A 429 with each form of Retry-After. */
export const throttlingCases: FaultCase[] = [
  // The longest first, so that the others end while it waits. After two waits of 15 s no third attempt would begin in time.
  ...waitedOut("Retry-After: 15", limited({ "retry-after": "15" }), 15_000, 2),
  ...waitedOut("Retry-After: 0", limited({ "retry-after": "0" }), 0),
  ...waitedOut("Retry-After: 1", limited({ "retry-after": "1" }), 1000),
  refused("Retry-After: 16", limited({ "retry-after": "16" }), 16),
  refused("Retry-After: 86400", limited({ "retry-after": "86400" }), 86_400),
  ...waitedOut("Retry-After, a date 2 s ahead", dated(2000, httpDate), 2000),
  {
    name: onceThenWell("Retry-After, a date 2 s ahead, no Date beside it"),
    answer: [undated, well],
    retries,
    expect: { kind: "ok", attempts: 2, wait: told(1000, 2000) },
  },
  ...waitedOut("Retry-After, a date that is past", dated(-60_000, httpDate), 0),
  ...waitedOut("Retry-After, 2 s ahead by a clock an hour slow", dated(2000, httpDate, -hourMs), 2000),
  ...waitedOut("Retry-After, 2 s ahead by a clock an hour fast", dated(2000, httpDate, hourMs), 2000),
  refused("Retry-After, a date an hour ahead", dated(hourMs, httpDate), 3600),
  ...waitedOut("Retry-After, an ISO date 2 s ahead", dated(2000, isoDate), 2000),
  refused("Retry-After, an ISO date a day ahead", dated(24 * hourMs, isoDate), 86_400),
  ...["soon", "-5", "120, 60"].flatMap((value) =>
    ignored(`Retry-After: ${value}`, limited({ "retry-after": value })),
  ),
  ...ignored("no Retry-After", limited({})),
  ...Object.entries(resets).flatMap(([name, headers]) => ignored(name, limited(headers))),
  ...passing(
    "503 with X-Rate-Limit-Reset alone",
    limited({ "x-rate-limit-reset": "28799" }, 503),
    "upstream",
    { status: 503 },
  ),
  lasting("503 with Retry-After: 86400", limited({ "retry-after": "86400" }, 503), "upstream", {
    status: 503,
    retryAfterSeconds: 86_400,
  }),
];
