import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silence } from "../../support/fault-answers.ts";
import { type FaultServer, startFaultServer } from "../../support/fault-server.ts";
import { ids } from "../../support/upstream.ts";
import { eras, getCustomer, listTools, withHeaders } from "./messages.ts";
import { send } from "./send.ts";
import { type Service, startCodat, startService } from "./service.ts";
import { openSocket, readUntil } from "./socket.ts";

const timeout = 60_000;

describe.concurrent("slow clients", () => {
  let codat: FaultServer;
  let service: Service;
  beforeAll(async () => {
    codat = await startFaultServer(silence);
    service = await startService({ environment: { ...codat.environment, CODAT_TIMEOUT_MS: "40000" } });
  });
  afterAll(async () => {
    await service?.[Symbol.asyncDispose]();
    await codat?.[Symbol.asyncDispose]();
  });

  /** Opens a connection, sends some bytes, and waits until the service closes it. */
  async function waitForClose(bytes: string, drip = "") {
    const socket = await openSocket(service.url);
    const startedMs = performance.now();
    socket.write(bytes);
    const timer = drip ? setInterval(() => socket.write(drip), 500) : undefined;
    const answer = await readUntil(socket, /never/);
    clearInterval(timer);
    return { answer, seconds: (performance.now() - startedMs) / 1000 };
  }

  test("that send no headers are disconnected after 10 s", { timeout }, async ({ expect: expected }) => {
    const { answer, seconds } = await waitForClose("POST /mcp HTTP/1.1\r\n", "X-Drip: 1\r\n");
    expected(answer).toMatch(/^HTTP\/1.1 408 /);
    expected(seconds).toBeGreaterThan(9);
    expected(seconds).toBeLessThan(20);
  });

  test("that send nothing are disconnected after 10 s", { timeout }, async ({ expect: expected }) => {
    expected((await waitForClose("")).seconds).toBeLessThan(20);
  });

  test("that send their body slowly are disconnected after 30 s", { timeout }, async ({
    expect: expected,
  }) => {
    const head = [
      "POST /mcp HTTP/1.1",
      `Host: ${service.url.host}`,
      "Content-Type: application/json",
      "Content-Length: 1000\r\n\r\n",
    ].join("\r\n");
    const { seconds } = await waitForClose(head, " ");
    expected(seconds).toBeGreaterThan(25);
    expected(seconds).toBeLessThan(45);
  });

  test("that never end a refused body get their answer after 2 s", { timeout }, async ({
    expect: expected,
  }) => {
    const head = [
      "POST /mcp HTTP/1.1",
      "Host: evil.example",
      "Content-Type: application/json",
      "Content-Length: 1000000\r\n\r\n",
    ].join("\r\n");
    const { answer, seconds } = await waitForClose(head, " ");
    expected(answer).toMatch(/^HTTP\/1.1 403 /);
    expected(answer).toMatch(/connection: close/i);
    expected(seconds).toBeLessThan(15);
  });

  test("that send 40 MiB are disconnected after 32 MiB", { timeout }, async ({ expect: expected }) => {
    const body = "x".repeat(40 * 1024 * 1024);
    const outcome = await send(service, { body }).then(
      ({ status }) => status,
      (error: NodeJS.ErrnoException) => error.code,
    );
    expected([413, "ECONNRESET", "EPIPE"]).toContain(outcome);
    expected(await send(service, listTools())).toMatchObject({ status: 200 });
  });

  test.for(eras)(
    "a stream of %s gets a comment after 15 s",
    { timeout },
    async (era, { expect: expected }) => {
      const sent = withHeaders(getCustomer(era, { progressToken: 1 }), {
        accept: "application/json, text/event-stream",
      });
      const body = JSON.stringify(sent.body);
      const headers = Object.entries({ ...sent.headers, "content-type": "application/json" });
      const socket = await openSocket(service.url);
      socket.write(
        [
          "POST /mcp HTTP/1.1",
          `Host: ${service.url.host}`,
          ...headers.map(([name, value]) => `${name}: ${value}`),
          `Content-Length: ${body.length}`,
          "",
          body,
        ].join("\r\n"),
      );
      const received = await readUntil(socket, /^: ?keepalive/m);
      socket.destroy();
      expected(received).toMatch(/^HTTP\/1.1 200 /);
      expected(received).toMatch(/^: ?keepalive$/m);
    },
  );
});

test("a client that does not read its responses is disconnected after 60 s", {
  timeout: 100_000,
}, async () => {
  const name = "x".repeat(3 * 1024 * 1024);
  await using codat = await startCodat({ json: { id: ids.customerId, customerName: name } });
  await using service = await startService({ environment: codat.environment });
  const body = JSON.stringify(getCustomer().body);
  const head = [
    "POST /mcp HTTP/1.1",
    `Host: ${service.url.host}`,
    "Content-Type: application/json",
    `Content-Length: ${body.length}\r\n\r\n`,
  ];
  const socket = await openSocket(service.url);
  socket.pause();
  // The system's buffers take the first responses.
  const calls = 6;
  socket.write((head.join("\r\n") + body).repeat(calls));
  await service.logged(/"event":"call"/);
  await wait(70_000);
  let bytes = 0;
  socket.on("data", (text) => {
    bytes += text.length;
  });
  socket.resume();
  await once(socket, "close");
  expect(bytes).toBeGreaterThan(name.length);
  expect(bytes).toBeLessThan(calls * name.length);
});

test("1,000 idle connections do not keep a call from being answered", { timeout }, async () => {
  await using service = await startService();
  const sockets = await Promise.all(Array.from({ length: 1_000 }, () => openSocket(service.url)));
  expect(await send(service, listTools())).toMatchObject({ status: 200 });
  for (const socket of sockets) socket.destroy();
});
