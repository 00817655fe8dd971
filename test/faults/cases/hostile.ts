import { reply, well } from "../../support/fault-answers.ts";
import type { Fault } from "../../support/fault-server.ts";
import { each, type FaultCase, onceThenValid, permanent } from "../case.ts";

const another = "99999999-9999-4999-8999-999999999999";
const mebibyte = 1024 * 1024;

/** Built when it is sent: together they are dozens of mebibytes. */
const late =
  (status: number, body: () => string): Fault =>
  (request, nth, socket) =>
    reply(status, body())(request, nth, socket);
const record = (fields: string) => `{"id":"A1D001",${fields}}`;
const filled = (part: string) => part.repeat((7.9 * mebibyte) / part.length);
const listOf = (value: string, count: number) => record(`"values":[${`${value},`.repeat(count)}1]`);

/** Records of others, as a gateway that routes wrongly sends them, or a connection that has an earlier response left. */
const others = {
  "another customer's record": reply(200, '{"id":"B2","customerName":"Jones"}'),
  "another company's record": reply(200, record(`"companyId":"${another}"`)),
  "a self link to another company": reply(
    200,
    record(`"_links":{"self":{"href":"/companies/${another}/data/customers/A1D001"}}`),
  ),
  "an id that is an object": reply(200, '{"id":{"$eq":"A1D001"}}'),
} satisfies Record<string, Fault>;

/** What a kept connection delivers until it is closed. */
const earlier: Fault = (request, nth, socket) =>
  (request.headers.connection === "close" ? well : others["another customer's record"])(request, nth, socket);

const unreadable = {
  "500,001 values": late(200, () => listOf("1", 500_001)),
  "an object with 100,001 fields": late(200, () =>
    record(Array.from({ length: 100_001 }, (_, nth) => `"f${nth}":1`).join()),
  ),
  "8 MiB of brackets": late(200, () => record(`"values":${filled("[")}`)),
} satisfies Record<string, Fault>;

const tooLarge = {
  "8 MiB of HTML entities": late(200, () => record(`"note":"${filled("&#0000000")}"`)),
  "8 MiB of backslashes": late(200, () => record(`"note":"${filled("\\\\")}"`)),
  "8 MiB of control characters": late(200, () => record(`"note":"${filled("\\u0000")}"`)),
  "480,000 inexact numbers": late(200, () => listOf("1.2345e-7890", 480_000)),
  "a number of 8 MiB": late(200, () => record(`"note":${filled("9")}`)),
} satisfies Record<string, Fault>;

const errorTexts = {
  "an error text of 60 KiB": late(400, () => JSON.stringify({ error: "x".repeat(60 * 1024) })),
  "an error with 2,000 details": late(400, () =>
    JSON.stringify({ errors: Array.from({ length: 2_000 }, (_, nth) => `detail ${nth}`) }),
  ),
  "an error text of 60 KiB of entities": late(400, () =>
    JSON.stringify({ error: "&#0000000".repeat(6_000) }),
  ),
} satisfies Record<string, Fault>;

/** Responses that are about something else, or made to block the process. */
export const hostileCases: FaultCase[] = [
  ...each(others, (name, answer) => permanent(name, answer, "upstream", { attempts: 2 })),
  {
    name: onceThenValid("another customer's record"),
    answer: [others["another customer's record"], well],
    expect: { kind: "ok", attempts: 2 },
  },
  {
    name: "an earlier response on a kept connection",
    answer: earlier,
    expect: { kind: "ok", attempts: 2, says: '"customerName":"Smith & Co"' },
  },
  ...each(unreadable, (name, answer) => permanent(name, answer, "unreadable")),
  ...each(tooLarge, (name, answer) => permanent(name, answer, "too_large")),
  ...each(errorTexts, (name, answer) => permanent(name, answer, "bad_request", { status: 400 })),
];
