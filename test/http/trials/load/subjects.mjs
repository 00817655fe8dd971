// The servers that are compared. Each answers `call` or throws.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startServer } from "../../../../scripts/bench/connection.mjs";
import { callOf, companyId, judge, post } from "../calls.mjs";
import { startService } from "../service.mjs";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Settings without limits on callers, and as many requests to Codat as a process may send. */
export const unlimited = {
  CODAT_HTTP_CALLS_IN_FLIGHT: "1000",
  CODAT_HTTP_CALLS_PER_MINUTE: "100000",
  CODAT_MAX_CONCURRENCY: "64",
};

/** The service for everyone. */
export function startOpenService(codat) {
  return startService({ ...codat.settings, ...unlimited, CODAT_HTTP_AUTH: "none" });
}

let lastId = 0;

/** Calls a service once. Throws unless the answer is right. */
export async function callOnce(url, options) {
  const sent = { id: ++lastId, customerId: `customer-${lastId}` };
  const outcome = judge(await post(url, callOf(sent.customerId, sent.id), options), sent);
  if (outcome !== "ok") throw new Error(outcome);
}

export const openSubjects = [
  async (codat, agent) => {
    const service = await startOpenService(codat);
    return {
      name: "http",
      pid: service.pid,
      call: () => callOnce(service.url, { agent }),
      close: service.stop,
    };
  },
  async (codat) => {
    const server = startServer(file("../../../../dist/main.mjs"), { ...codat.settings, ...unlimited });
    await server.open();
    const call = () => server.call("get_customer", { companyId, customerId: `customer-${++lastId}` });
    return { name: "stdio", pid: server.pid, call, close: server.close };
  },
  async (codat, agent) => {
    const child = fork(file("../bare-sdk.mjs"), [codat.settings.CODAT_BASE_URL]);
    const [{ port }] = await once(child, "message");
    const url = new URL(`http://127.0.0.1:${port}/mcp`);
    return {
      name: "a bare SDK server",
      pid: child.pid,
      call: () => callOnce(url, { agent }),
      close: () => child.disconnect(),
    };
  },
];
