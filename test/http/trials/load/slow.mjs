import { Agent } from "node:http";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { callOf, keepInFlight, times } from "../calls.mjs";
import { mib, settledMiB } from "./memory.mjs";
import { callOnce, startOpenService } from "./subjects.mjs";

const slow = 50;
const calls = 1000;
const mostMiB = 250;

/** Calls beside clients that do not read their responses, each over 1 MB, and clients that write one byte at a time. */
export async function measureSlow({ codat, check }) {
  const service = await startOpenService(codat);
  const { port } = service.url;
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const sockets = [];
  const open = () => {
    const socket = connect({ port: Number(port), host: "127.0.0.1" });
    socket.on("error", () => {});
    sockets.push(socket);
    return socket;
  };
  const head = (length) =>
    `POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
  const timer = setInterval(() => {
    for (const socket of sockets) if (socket.isWriting) socket.write(" ");
  }, 200);
  try {
    const before = await settledMiB(service.pid);
    for (let nth = 0; nth < slow; nth++) {
      const body = callOf(`large-${nth}`);
      open()
        .pause()
        .write(`${head(body.length)}${body}`);
      const writer = open();
      writer.write(head(100_000));
      writer.isWriting = true;
    }
    await wait(1000);
    let wrong = 0;
    const startedMs = performance.now();
    const call = () =>
      callOnce(service.url, { agent }).catch(() => {
        wrong++;
      });
    await keepInFlight(32, times(calls, call));
    const perSecond = calls / ((performance.now() - startedMs) / 1000);
    const after = await settledMiB(service.pid);
    check(
      wrong === 0 && after - before <= mostMiB,
      `${slow} slow readers and ${slow} slow writers: ${Math.round(perSecond)} calls a second beside them, ${wrong} wrong; ${mib(after - before)} more, at most ${mostMiB}`,
    );
  } finally {
    clearInterval(timer);
    for (const socket of sockets) socket.destroy();
    agent.destroy();
    await service.stop();
  }
}
