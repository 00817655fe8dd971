// Cold start: the time from spawn to the last byte of the tools/list result, and the resident memory then and a second later.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { startServer } from "../../scripts/bench/connection.mjs";
import { residentMiB } from "../../scripts/bench/memory.mjs";
import { spread } from "../../scripts/bench/spread.mjs";

const settledMs = 1000;
const restMs = 100;

/** The name of the reference measurement: `node -e 0` until it exits. */
export const emptyNode = "node -e 0";

/** Starts each subject once per round. The first round warms the disk cache and is not counted. */
export async function measureStart(subjects, rounds) {
  const all = [...subjects, { name: emptyNode }];
  const runs = new Map(all.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const subject of all) {
      await delay(restMs);
      const run = subject.file ? await startOnce(subject) : await startEmpty();
      if (round > 0) runs.get(subject.name).push(run);
    }
  }
  return new Map(
    [...runs].map(([name, measured]) => {
      const of = (key) => spread(measured.map((run) => run[key]));
      return [name, { ms: of("ms"), listedMiB: of("listedMiB"), settledMiB: of("settledMiB") }];
    }),
  );
}

async function startOnce({ file, settings }) {
  const startedAt = performance.now();
  const server = startServer(file, settings);
  try {
    await server.open();
    const ms = performance.now() - startedAt;
    const listedMiB = residentMiB(server.pid);
    await delay(settledMs);
    return { ms, listedMiB, settledMiB: residentMiB(server.pid) };
  } finally {
    await server.close();
  }
}

async function startEmpty() {
  const startedAt = performance.now();
  await once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore" }), "close");
  return { ms: performance.now() - startedAt };
}
