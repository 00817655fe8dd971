// Cold start: the time from spawn to the last byte of the tools/list result, and the resident memory at that point.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { getDefaultEnvironment } from "@modelcontextprotocol/client/stdio";
import { startServer } from "./connection.mjs";
import { residentMiB } from "./memory.mjs";
import { spread } from "./spread.mjs";

/** By then the server has loaded the parts that startup defers. */
const settledMs = 1000;
const restMs = 100;

/** Measures each subject once per round: a server file, or none for `node -e 0` until it exits. */
export async function measureStart(subjects, rounds) {
  const runs = new Map(subjects.map(({ name }) => [name, []]));
  // The first round warms the disk cache and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, file } of subjects) {
      // The same pause before each: the system is still cleaning up the previous process.
      await delay(restMs);
      const run = file ? await startOf(file) : await emptyRun();
      if (round > 0) runs.get(name).push(run);
    }
  }
  return subjects.map(({ name, file }) => {
    const of = (key) => spread(runs.get(name).map((run) => run[key]));
    if (!file) return { name, ms: of("ms") };
    return {
      name,
      ms: of("ms"),
      residentMiB: of("residentMiB"),
      settledMiB: of("settledMiB"),
      bytes: of("bytes").median,
    };
  });
}

async function startOf(file) {
  const startedAt = performance.now();
  const server = startServer(file, { CODAT_LOG_LEVEL: "error" });
  try {
    const { bytes } = await server.open();
    const ms = performance.now() - startedAt;
    const resident = residentMiB(server.pid);
    await delay(settledMs);
    return { ms, residentMiB: resident, settledMiB: residentMiB(server.pid), bytes };
  } finally {
    await server.close();
  }
}

async function emptyRun() {
  const startedAt = performance.now();
  const env = getDefaultEnvironment();
  await once(spawn(process.execPath, ["-e", "0"], { env, stdio: "pipe" }), "close");
  return { ms: performance.now() - startedAt };
}
