import { reply, well } from "../../support/fault-answers.ts";
import type { Fault } from "../../support/fault-server.ts";
import { type Expectation, type FaultCase, type Kind, onceThenValid } from "../case.ts";
import { backoff, throttledBackoff } from "../wait.ts";

const statuses = Array.from({ length: 112 }, (_, index) => 400 + index);
const transient = new Set([408, 429, 500, 502, 503, 504, 506, 507, 508, 509, 510, 511]);
const kinds = new Map<number, Kind>([
  [400, "bad_request"],
  [401, "unauthorized"],
  [402, "payment_required"],
  [403, "forbidden"],
  [404, "not_found"],
  [409, "not_ready"],
  [429, "throttled"],
  [451, "withheld"],
]);

const largeBody = JSON.stringify({ error: "x".repeat(5 * 1024 * 1024) });

/** Codat's error body with the key echoed. */
const codatBody =
  (status: number): Fault =>
  (request, nth, socket) => {
    const error = `It is a ${status}, requested with ${request.headers.authorization}`;
    const body = { statusCode: status, service: "PublicApi", error, correlationId: "0123abcd-e" };
    return reply(status, JSON.stringify(body))(request, nth, socket);
  };

const html =
  (status: number): Fault =>
  (request, nth, socket) => {
    const page = `<!doctype html><title>${status}</title>${request.headers.authorization}`;
    return reply(status, page, { "content-type": "text/html" })(request, nth, socket);
  };

const bodies: { name: string; answer: (status: number) => Fault; says: (status: number) => string }[] = [
  {
    name: "Codat's body",
    answer: codatBody,
    says: (status) => `Codat returned ${status}: \`It is a ${status},`,
  },
  { name: "HTML", answer: html, says: (status) => `Codat returned ${status}` },
  { name: "no body", answer: (status) => reply(status), says: (status) => `Codat returned ${status}` },
  {
    name: "5 MiB",
    answer: (status) => reply(status, largeBody),
    says: (status) => `Codat returned ${status}`,
  },
];

function casesOf(status: number): FaultCase[] {
  return bodies.flatMap(({ name, answer, says }): FaultCase[] => {
    const fault = { name: `${status} with ${name}`, answer: answer(status) };
    const wait = status === 429 ? throttledBackoff : backoff;
    const expect = { ...expectation(status), says: status === 407 ? undefined : says(status) };
    if (!transient.has(status)) return [{ ...fault, expect }];
    const once: Expectation = { kind: "ok", attempts: 2, wait };
    return [
      { ...fault, expect: { ...expect, wait } },
      { name: onceThenValid(fault.name), answer: [fault.answer, well], expect: once },
    ];
  });
}

function expectation(status: number): Expectation {
  const kind = kinds.get(status) ?? "upstream";
  // fetch hides a 407 and reports a broken connection.
  if (status === 407) return { kind: "network", attempts: 3, wait: backoff };
  // fetch itself retries a 421 once on a new connection.
  if (status === 421) return { kind, status, attempts: 1, requests: 2 };
  return { kind, status, attempts: transient.has(status) ? 3 : 1 };
}

/** Every status from 400 to 511 with each kind of body. */
export const statusCases: FaultCase[] = statuses.flatMap(casesOf);
