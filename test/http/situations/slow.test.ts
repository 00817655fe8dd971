import { expect, test } from "vitest";
import { listTools } from "./messages.ts";
import { send } from "./send.ts";
import { startService } from "./service.ts";
import { openSocket, sendSlowly } from "./socket.ts";

test("a client that never ends a refused body gets its answer after 2 s", async () => {
  await using service = await startService();
  const head = [
    "POST /mcp HTTP/1.1",
    "Host: evil.example",
    "Content-Type: application/json",
    "Content-Length: 1000000\r\n\r\n",
  ].join("\r\n");
  const { answer, seconds } = await sendSlowly(service.url, head, " ");
  expect(answer).toMatch(/^HTTP\/1.1 403 /);
  expect(answer).toMatch(/connection: close/i);
  expect(seconds).toBeLessThan(15);
});

test("a client that sends 40 MiB is disconnected after 32 MiB", async () => {
  await using service = await startService();
  const body = "x".repeat(40 * 1024 * 1024);
  const outcome = await send(service, { body }).then(
    ({ status }) => status,
    (error: NodeJS.ErrnoException) => error.code,
  );
  expect([413, "ECONNRESET", "EPIPE"]).toContain(outcome);
  expect(await send(service, listTools())).toMatchObject({ status: 200 });
});

test("1,000 idle connections do not keep a call from being answered", async () => {
  await using service = await startService();
  const sockets = await Promise.all(Array.from({ length: 1_000 }, () => openSocket(service.url)));
  expect(await send(service, listTools())).toMatchObject({ status: 200 });
  for (const socket of sockets) socket.destroy();
});
