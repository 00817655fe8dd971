import { describe, expect, test } from "vitest";
import type { ErrorKind } from "../../src/base/tool-error.ts";
import { head, reply, well, wire } from "../support/fault-answers.ts";
import { type Fault, startFaultServer } from "../support/fault-server.ts";
import { atRest, clientOf, failure, fast, getBytes, getJson } from "./setup.ts";

// All except 407, which fetch hides. It has its own test.
const statuses = Array.from({ length: 112 }, (_, index) => 400 + index).filter((status) => status !== 407);
const transient = statuses.filter(
  (status) => status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505),
);
const named: Record<number, ErrorKind> = {
  400: "bad_request",
  401: "unauthorized",
  402: "payment_required",
  403: "forbidden",
  404: "not_found",
  409: "not_ready",
  429: "throttled",
  451: "withheld",
};
const html = "<!doctype html><title>Oops</title>";
const large = JSON.stringify({ error: "Too long to be read.", filler: "x".repeat(70 * 1024) });

/** A body as Codat writes it. Its own status is wrong on purpose. */
function codatBody(status: number) {
  return JSON.stringify({
    statusCode: 200,
    service: "PublicApi",
    error: `It is a ${status}`,
    correlationId: "0123abcd-e",
    detailedErrorCode: status * 10,
    canBeRetried: "Unknown",
  });
}

const bodies: [string, (status: number) => Fault][] = [
  ["Codat's body", (status) => reply(status, codatBody(status))],
  ["HTML", (status) => reply(status, html, { "content-type": "text/html" })],
  ["no body", (status) => reply(status)],
  ["a body over 64 KiB", (status) => reply(status, large)],
];

describe("a status of 400 to 511", () => {
  test.each(bodies)(
    "with %s is reported by its kind, after three attempts if transient",
    async (name, fault) => {
      await using server = await startFaultServer();
      const seen: object[] = [];
      const expected: object[] = [];
      for (const status of statuses) {
        // A new client for each status, because calls after a 429 are rejected.
        const client = clientOf(server);
        const before = server.requests.length;
        server.answer(fault(status));
        const { kind, status: reported, attemptsInCall: attempts, message } = await failure(getJson(client));
        seen.push({ status, kind, reported, attempts, message });
        const expectedAttempts = transient.includes(status) ? 3 : 1;
        const upstreamMessage = name === "Codat's body" ? `: \`It is a ${status}\`` : "";
        expected.push({
          status,
          kind: named[status] ?? "upstream",
          reported: status,
          attempts: expectedAttempts,
          message: `Codat returned ${status}${upstreamMessage}.`,
        });
        // fetch itself retries a 421 once on a new connection.
        if (status !== 421) expect(server.requests.length - before, String(status)).toBe(expectedAttempts);
      }
      expect(seen).toEqual(expected);
      server.answer(well);
      expect(await getJson(clientOf(server))).toMatchObject({ id: "A1D001" });
      await atRest(server);
    },
  );

  test("407, which fetch hides, is reported as a broken connection", async () => {
    await using server = await startFaultServer(reply(407, codatBody(407)));
    const client = clientOf(server);
    expect(await failure(getJson(client))).toMatchObject({ kind: "network" });
    server.answer(well);
    expect(await getJson(client)).toMatchObject({ id: "A1D001" });
  });

  test.each(transient)("%i once, then a valid response: the call succeeds", async (status) => {
    await using server = await startFaultServer([reply(status, codatBody(status)), well]);
    expect(await getJson(clientOf(server))).toMatchObject({ id: "A1D001" });
    expect(server.requests).toHaveLength(2);
  });

  test("only statuses that may succeed later are retryable", async () => {
    await using server = await startFaultServer();
    const retryable: number[] = [];
    for (const status of statuses) {
      const client = clientOf(server, { retries: { ...fast, strategy: "none" } });
      server.answer(reply(status));
      if ((await failure(getJson(client))).retryable) retryable.push(status);
    }
    // 511 lasts until a person signs in to the network.
    expect(retryable).toEqual(transient.filter((status) => status !== 511));
  });
});

describe("an error's body", () => {
  test("provides Codat's message, the correlation id and the detailed code", async () => {
    await using server = await startFaultServer(reply(404, codatBody(404)));
    const error = await failure(getJson(clientOf(server)));
    expect(error).toMatchObject({
      status: 404,
      upstreamMessage: "It is a 404",
      correlationId: "0123abcd-e",
      detailedErrorCode: 4040,
    });
  });

  test.each(["0HN1:00000002|a.b-c_d", "0123abcd-e", "x".repeat(128)])(
    "provides the correlation id %s and the service",
    async (correlationId) => {
      const body = JSON.stringify({ error: "No", service: " QuickBooks Online ", correlationId });
      await using server = await startFaultServer(reply(403, body));
      expect(await failure(getJson(clientOf(server)))).toMatchObject({
        service: "QuickBooks Online",
        correlationId,
      });
    },
  );

  test.each<[string, string, unknown]>([
    [
      "Codat's validation errors, with their items",
      "Bad. customerId: Too long. Other",
      {
        error: "Bad",
        validation: {
          errors: [{ itemId: "customerId", message: "Too long." }, { message: "Other" }],
          warnings: null,
        },
      },
    ],
    [
      "a problem with its errors by name",
      "One or more errors. At /x. page: Too small. page: Not whole. query: Bad",
      {
        title: "One or more errors",
        detail: "At /x.",
        errors: { page: ["Too small.", "Not whole"], query: ["Bad"], other: [{}], more: null },
      },
    ],
    ["a gateway's message", "Access denied.", { statusCode: 403, message: "Access denied." }],
    ["a list of errors", "First. Second", { errors: ["First", { message: "Second" }, 3] }],
    [
      "errors that repeat the message once",
      "Same",
      { error: "Same", validation: { errors: [{ message: "Same" }] } },
    ],
    [
      "at most five of many errors",
      "1. 2. 3. 4. 5. And 95 more",
      { errors: Array.from({ length: 100 }, (_, nth) => String(nth + 1)) },
    ],
  ])("provides %s", async (_, upstreamMessage, body) => {
    await using server = await startFaultServer(reply(400, JSON.stringify(body)));
    expect(await failure(getJson(clientOf(server)))).toMatchObject({ upstreamMessage });
  });

  test.each([
    ["text", "no healthy upstream\n", "no healthy upstream"],
    ["a JSON string", '"Access denied"', "Access denied"],
  ])("that is %s is quoted", async (_, body, upstreamMessage) => {
    await using server = await startFaultServer(reply(400, body, { "content-type": "text/plain" }));
    expect(await failure(getJson(clientOf(server)))).toMatchObject({ upstreamMessage });
  });

  test("that is a long text is cut in the message", async () => {
    await using server = await startFaultServer(reply(400, "x ".repeat(20_000)));
    expect((await failure(getJson(clientOf(server)))).message.length).toBeLessThan(600);
  });

  test.each([
    ["broken JSON", '{"error":"cut o'],
    ["bytes", "PK\u0003\u0004\u0000\u0000"],
    ["XML", "\ufeff<?xml version='1.0'?><Error>secret</Error>"],
  ])("that is %s is not quoted", async (_, body) => {
    await using server = await startFaultServer(reply(400, body));
    expect((await failure(getJson(clientOf(server)))).message).toBe("Codat returned 400.");
  });

  test("in HTML is not quoted", async () => {
    await using server = await startFaultServer(reply(404, html));
    expect((await failure(getJson(clientOf(server)))).message).toBe("Codat returned 404.");
  });

  test.each([
    ["an array", "[]"],
    ["null", "null"],
    ["fields of other types", '{"error":{"a":1},"correlationId":7,"detailedErrorCode":"x"}'],
    ["a correlation id with markup", '{"error":"  ","correlationId":"<b>a b</b>"}'],
  ])("that is %s provides none of these facts", async (_, body) => {
    await using server = await startFaultServer(reply(400, body));
    expect(await failure(getJson(clientOf(server)))).toMatchObject({
      status: 400,
      transient: false,
      retryable: false,
      upstreamMessage: undefined,
      correlationId: undefined,
      detailedErrorCode: undefined,
    });
  });

  test("is quoted on one line, without invisible characters, at most 500 of them", async () => {
    const upstreamMessage = `Error\r\n\tparsing\u202e query\u0000 ${"x".repeat(600)}`;
    await using server = await startFaultServer(reply(400, JSON.stringify({ error: upstreamMessage })));
    const { message } = await failure(getJson(clientOf(server)));
    expect(message).toMatch(/^Codat returned 400: `Error parsing query x+…`\.$/);
    expect(message.length).toBeLessThan(540);
  });

  test("that breaks off does not hide the status", async () => {
    await using server = await startFaultServer(wire(head(403, { "content-length": 99 }), "{", "reset"));
    expect(await failure(getJson(clientOf(server)))).toMatchObject({
      kind: "forbidden",
      attemptsInCall: 1,
    });
  });

  test("of a download is read in the same way", async () => {
    await using server = await startFaultServer(reply(404, codatBody(404)));
    expect(await failure(getBytes(clientOf(server)))).toMatchObject({
      kind: "not_found",
      upstreamMessage: "It is a 404",
    });
  });
});
