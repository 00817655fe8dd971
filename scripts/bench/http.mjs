// A call over HTTP and over stdio, in turn, to warm servers: its time and its CPU.
import { Agent } from "node:http";
import { post } from "../../test/http/trials/calls.mjs";
import { cpuSeconds } from "../../test/http/trials/load/cpu.mjs";
import { startService } from "../../test/http/trials/service.mjs";
import { startServer } from "./connection.mjs";
import { getCustomer } from "./requests.mjs";
import { spread } from "./spread.mjs";

const warmUps = 100;
const perRound = 100;
// Its first line of the log has the address.
const service = { CODAT_HTTP_AUTH: "none", CODAT_HTTP_CALLS_PER_MINUTE: "100000", CODAT_LOG_LEVEL: "info" };

export async function measureHttp(file, { settings }, rounds) {
  const agent = new Agent({ keepAlive: true });
  const stdio = startServer(file, settings);
  const http = await startService({ ...settings, ...service });
  try {
    await stdio.open();
    const subjects = [
      { name: "stdio", pid: stdio.pid, call: () => stdio.call(getCustomer.name, getCustomer.args) },
      { name: "http", pid: http.pid, call: () => callOver(http.url, agent) },
    ].map((subject) => ({ ...subject, times: [], cpu: [] }));
    for (const { call } of subjects) await timesOf(call, warmUps);
    for (let round = 0; round < rounds; round += 1) {
      for (const { pid, call, times, cpu } of subjects) {
        const before = cpuSeconds(pid);
        times.push(...(await timesOf(call, perRound)));
        if (before !== undefined) cpu.push(((cpuSeconds(pid) - before) * 1000) / perRound);
      }
    }
    return subjects.map(({ name, times, cpu }) => ({
      name,
      ms: spread(times),
      cpuMs: cpu.length > 0 ? spread(cpu) : undefined,
    }));
  } finally {
    agent.destroy();
    await Promise.all([stdio.close(), http.stop()]);
  }
}

async function timesOf(call, count) {
  const times = [];
  for (let nth = 0; nth < count; nth += 1) {
    const startedAt = performance.now();
    await call();
    times.push(performance.now() - startedAt);
  }
  return times;
}

async function callOver(url, agent) {
  const { name, args } = getCustomer;
  const message = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: args } };
  const { status, text } = await post(url, JSON.stringify(message), { agent });
  if (status !== 200 || JSON.parse(text).result?.isError !== undefined)
    throw new Error(`The call over HTTP failed with status ${status}.`);
}
