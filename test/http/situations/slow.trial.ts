import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silence } from "../../support/fault-answers.ts";
import { type FaultServer, startFaultServer } from "../../support/fault-server.ts";
import { ids } from "../../support/upstream.ts";
import { eras, getCustomer, withHeaders } from "./messages.ts";
import { type Service, startCodat, startService } from "./service.ts";
import { openSocket, readUntil, sendSlowly } from "./socket.ts";

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

  test("that send no headers are disconnected after 10 s", { timeout }, async ({ expect: expected }) => {
    const { answer, seconds } = await sendSlowly(service.url, "POST /mcp HTTP/1.1\r\n", "X-Drip: 1\r\n");
    expected(answer).toMatch(/^HTTP\/1.1 408 /);
    expected(seconds).toBeGreaterThan(9);
    expected(seconds).toBeLessThan(20);
  });

  test("that send nothing are disconnected after 10 s", { timeout }, async ({ expect: expected }) => {
    expected((await sendSlowly(service.url, "")).seconds).toBeLessThan(20);
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
    const { seconds } = await sendSlowly(service.url, head, " ");
    expected(seconds).toBeGreaterThan(25);
    expected(seconds).toBeLessThan(45);
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
