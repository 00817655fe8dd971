import { getEventListeners } from "node:events";
import { expect, test, vi } from "vitest";
import { ToolError } from "../../src/base/tool-error.ts";
import type { Trace } from "../../src/codat/client.ts";
import { CodatError } from "../../src/codat/error.ts";
import { head, reply, silence, slowFaults, well, wire } from "../support/fault-answers.ts";
import { type Fault, startFaultServer } from "../support/fault-server.ts";
import {
  atRest,
  clientOf,
  emptyTrace,
  failure,
  fast,
  getBytes,
  getJson,
  routeTo,
  withDeadline,
} from "./setup.ts";

const patient = { timeoutMs: 15_000 };
const delayed: Fault = (request, nth, socket) => {
  setTimeout(() => well(request, nth, socket), 20);
};

test.concurrent.each(Object.entries(slowFaults))(
  "%s: the deadline ends the call and closes its socket",
  async (_, fault) => {
    await using server = await startFaultServer(fault);
    const client = clientOf(server, { ...patient, deadlineMs: 300 });
    const started = performance.now();
    const error = await failure(getJson(client));
    expect(performance.now() - started).toBeLessThan(6000);
    expect(error).toMatchObject({ kind: "timeout", attemptsInCall: 1, retryable: true });
    expect(error.message).toBe("Codat did not answer within 0.3 s, the limit for one call.");
    await atRest(server);
  },
);

test.concurrent("a stalled download ends by the deadline", async () => {
  await using server = await startFaultServer(slowFaults["a stalled body"]);
  const error = await failure(getBytes(clientOf(server, { deadlineMs: 300 })));
  expect(error).toMatchObject({ kind: "timeout", attemptsInCall: 1 });
  await atRest(server);
});

test.concurrent("a call that sends no request also ends by the deadline", async () => {
  await using server = await startFaultServer();
  const client = clientOf(server, { deadlineMs: 200 });
  const call = withDeadline(client, () => new Promise(() => {}));
  expect(await failure(call)).toMatchObject({ kind: "timeout", attemptsInCall: 0 });
});

test.concurrent("one deadline covers all requests of a call", async () => {
  await using server = await startFaultServer([well, well, silence]);
  const client = clientOf(server, { ...patient, deadlineMs: 3000 });
  const error = await failure(
    withDeadline(client, async (codat) => {
      for (const path of ["/1", "/2", "/3"]) await codat.json(routeTo(path));
    }),
  );
  expect(error).toMatchObject({ kind: "timeout", attemptsInCall: 3 });
});

test.concurrent("a cancellation closes the socket of a running request", async () => {
  await using server = await startFaultServer(silence);
  const caller = new AbortController();
  const call = failure(getJson(clientOf(server, patient), { signal: caller.signal }));
  await vi.waitFor(() => expect(server.busySockets).toBe(1), 10_000);
  caller.abort();
  expect(await call).toMatchObject({ kind: "cancelled", attemptsInCall: 1 });
  await atRest(server);
  expect(server.requests).toHaveLength(1);
});

test.concurrent("a cancellation stops a slow body", async () => {
  await using server = await startFaultServer(slowFaults["a body a byte a second"]);
  const caller = new AbortController();
  const call = failure(getJson(clientOf(server, patient), { signal: caller.signal }));
  await vi.waitFor(() => expect(server.busySockets).toBe(1), 10_000);
  caller.abort();
  expect((await call).kind).toBe("cancelled");
  await atRest(server);
});

test.concurrent("a cancellation stops a wait between attempts: no further request is sent", async () => {
  await using server = await startFaultServer(reply(503));
  const backoff = { ...fast.backoff, initialInterval: 3000, maxInterval: 3000 };
  const caller = new AbortController();
  const client = clientOf(server, { retries: { ...fast, backoff } });
  const trace: Trace = { ...emptyTrace };
  const call = failure(getJson(client, { signal: caller.signal, trace }));
  await vi.waitFor(() => expect(trace.status).toBe(503), 10_000);
  caller.abort();
  expect(await call).toMatchObject({ kind: "cancelled", attemptsInCall: 1 });
  // A second attempt would have been sent before the complete wait of another call ends.
  server.answer([reply(503), well]);
  await getJson(client);
  expect(server.requests).toHaveLength(3);
});

test.concurrent("a cancellation removes a queued request: it is never sent", async () => {
  await using server = await startFaultServer(silence);
  const client = clientOf(server, { ...patient, maxConcurrency: 1 });
  const [first, second] = [new AbortController(), new AbortController()];
  const running = failure(getJson(client, { signal: first.signal }));
  await vi.waitFor(() => expect(server.requests).toHaveLength(1), 10_000);
  const waiting = failure(getJson(client, { signal: second.signal }));
  second.abort();
  expect(await waiting).toMatchObject({ kind: "cancelled", attemptsInCall: 0 });
  server.answer(well);
  first.abort();
  expect((await running).kind).toBe("cancelled");
  expect(await getJson(client)).toMatchObject({ id: "A1D001" });
  expect(server.requests).toHaveLength(2);
});

test.concurrent("a queued call ends by its own deadline", async () => {
  await using server = await startFaultServer(silence);
  const client = clientOf(server, { ...patient, maxConcurrency: 1, deadlineMs: 400 });
  const errors = await Promise.all([failure(getJson(client)), failure(getJson(client))]);
  expect(errors.map(({ kind }) => kind)).toEqual(["timeout", "timeout"]);
  await atRest(server);
});

test.concurrent("a call that was canceled before it started sends nothing", async () => {
  await using server = await startFaultServer();
  const error = await failure(getJson(clientOf(server), { signal: AbortSignal.abort() }));
  expect(error).toMatchObject({ kind: "cancelled", attemptsInCall: 0 });
  expect(server.mostSockets).toBe(0);
});

test.concurrent.each([1, 4])(
  "30 concurrent calls use at most %i permits, and all succeed",
  async (maxConcurrency) => {
    let concurrent = 0;
    let most = 0;
    await using server = await startFaultServer((request, nth, socket) => {
      most = Math.max(most, ++concurrent);
      setTimeout(() => {
        concurrent--;
        well(request, nth, socket);
      }, 10);
    });
    const client = clientOf(server, { ...patient, maxConcurrency });
    const answers = await Promise.all(Array.from({ length: 30 }, () => getJson(client)));
    expect(answers).toHaveLength(30);
    expect(server.requests).toHaveLength(30);
    expect(most).toBe(maxConcurrency);
  },
);

test.concurrent("sockets are reused, and never more are open than calls may run", async () => {
  await using server = await startFaultServer(delayed);
  const client = clientOf(server, { ...patient, maxConcurrency: 4 });
  await Promise.all(Array.from({ length: 30 }, () => getJson(client)));
  expect(server.mostSockets).toBeLessThanOrEqual(4);
});

test.concurrent("a wait between attempts holds no permit", async () => {
  const backoff = { ...fast.backoff, initialInterval: 3000, maxInterval: 3000 };
  await using server = await startFaultServer([reply(503), well]);
  const client = clientOf(server, { maxConcurrency: 1, retries: { ...fast, backoff } });
  const ended: string[] = [];
  const failing = getJson(client).then(() => ended.push("the waiting call"));
  await vi.waitFor(() => expect(server.requests).toHaveLength(1), 10_000);
  await getJson(client).then(() => ended.push("the other call"));
  await failing;
  expect(ended).toEqual(["the other call", "the waiting call"]);
});

test.concurrent("an error thrown by a call itself is passed on unchanged", async () => {
  await using server = await startFaultServer();
  const client = clientOf(server);
  const own = new CodatError("not_allowed", "Not this one.");
  const call = withDeadline(client, () => Promise.reject(own));
  await expect(call).rejects.toBe(own);
});

test.concurrent("an error with a stalled body is reported by its status, and its socket closes", async () => {
  await using server = await startFaultServer(wire(head(403, { "content-length": 99 }), "{"));
  const error = await failure(getJson(clientOf(server, patient)));
  expect(error).toMatchObject({ kind: "forbidden", attemptsInCall: 1 });
  await atRest(server);
});

test("a call that fails before its first request stops listening to its caller", async () => {
  await using server = await startFaultServer(well);
  const { signal } = new AbortController();
  const run = () => {
    throw new ToolError("arguments", "There is no such id.");
  };
  expect((await failure(withDeadline(clientOf(server), run, { signal }))).kind).toBe("arguments");
  expect(getEventListeners(signal, "abort")).toEqual([]);
});
