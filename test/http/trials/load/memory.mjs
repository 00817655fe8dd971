import { Agent } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { residentMiB } from "../../../../scripts/bench/memory.mjs";
import { keepInFlight, times } from "../calls.mjs";
import { callOnce, startOpenService } from "./subjects.mjs";

const mostRiseMiB = 20;
const inFlight = 32;

/** The least of some measurements in two seconds: between them, memory is collected. */
export async function settledMiB(pid) {
  const measured = [];
  for (let nth = 0; nth < 10; nth++) {
    measured.push(residentMiB(pid));
    await wait(200);
  }
  return Math.min(...measured);
}

/** Whether the memory is level: after a fifth of the calls, and after all. */
export async function measureMemory({ codat, calls, check }) {
  const service = await startOpenService(codat);
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  const call = () => callOnce(service.url, { agent });
  const run = async (count) => {
    await keepInFlight(inFlight, times(count, call));
    return settledMiB(service.pid);
  };
  try {
    const idle = await settledMiB(service.pid);
    const early = await run(calls / 5);
    const late = await run(calls - calls / 5);
    check(
      late - early <= mostRiseMiB,
      `memory: ${mib(idle)} idle, ${mib(early)} after ${calls / 5} calls, ${mib(late)} after ${calls}; at most ${mostRiseMiB} MiB more`,
    );
  } finally {
    agent.destroy();
    await service.stop();
  }
}

export function mib(value) {
  return `${Math.round(value)} MiB`;
}
