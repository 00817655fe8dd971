// One call in a new process: its time, and the server's memory above idle.
import { setTimeout as delay } from "node:timers/promises";
import { startServer } from "./connection.mjs";
import { peakMiB, residentMiB } from "./memory.mjs";
import { spread } from "./spread.mjs";

/** By then the server has loaded the parts that startup defers. */
const settledMs = 500;

/** Calls `name` once per round. `check` throws for a result that makes the time meaningless. */
export async function measureOneCall(file, settings, { name, args, check, rounds }) {
  const runs = [];
  for (let round = 0; round < rounds; round += 1)
    runs.push(await callOnce(file, settings, { name, args, check }));
  const of = (key) => spread(runs.map((run) => run[key]));
  return { ms: of("ms"), restMiB: of("rest"), riseMiB: runs[0].rise === undefined ? undefined : of("rise") };
}

async function callOnce(file, settings, { name, args, check }) {
  const server = startServer(file, settings);
  try {
    await server.open();
    await delay(settledMs);
    const rest = residentMiB(server.pid);
    const startedAt = performance.now();
    const result = await server.call(name, args);
    const ms = performance.now() - startedAt;
    check(result);
    const peak = peakMiB(server.pid);
    return { ms, rest, rise: peak === undefined ? undefined : peak - rest };
  } finally {
    await server.close();
  }
}
