// Cold start: from spawning to the last byte of the answer of tools/list; and what is resident then and a second later.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { startServer } from "../../scripts/bench/connection.mjs";
import { residentMiB } from "../../scripts/bench/memory.mjs";
import { spread } from "../../scripts/bench/spread.mjs";

const settledMs = 1000;
const restMs = 100;

/** The name under which an empty Node is measured, for scale: `node -e 0`, to its end. */
export const emptyNode = "node -e 0";

/** Starts each subject once a round, in turn; the first round warms the disk's cache, and is not counted. */
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
