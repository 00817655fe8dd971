import { once } from "node:events";
import { Agent } from "node:http";
import { connect } from "node:net";
import { keepInFlight, times } from "../calls.mjs";
import { mib, settledMiB } from "./memory.mjs";
import { callOnce, startOpenService } from "./subjects.mjs";

const connections = 1000;
const calls = 1000;
const mostMiB = 50;

/** Calls beside connections that have made one request and are kept. */
export async function measureIdle({ codat, check }) {
  const service = await startOpenService(codat);
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const sockets = [];
  const run = async () => {
    const startedMs = performance.now();
    const call = () => callOnce(service.url, { agent });
    await keepInFlight(32, times(calls, call));
    return calls / ((performance.now() - startedMs) / 1000);
  };
  try {
    await run();
    const before = await settledMiB(service.pid);
    let opened = 0;
    await keepInFlight(50, () => {
      if (opened++ >= connections) return undefined;
      return async () => {
        const socket = connect({ port: Number(service.url.port), host: "127.0.0.1" });
        sockets.push(socket);
        socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await once(socket, "data");
      };
    });
    const perSecond = await run();
    const after = await settledMiB(service.pid);
    const kept = sockets.filter(({ readyState }) => readyState === "open").length;
    check(
      kept === connections && after - before <= mostMiB,
      `${kept} idle connections kept: ${Math.round(perSecond)} calls a second beside them; ${mib(after - before)} more, at most ${mostMiB}`,
    );
  } finally {
    for (const socket of sockets) socket.destroy();
    agent.destroy();
    await service.stop();
  }
}
