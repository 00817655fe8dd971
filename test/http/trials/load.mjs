// How much one process of the HTTP service carries, beside stdio and a bare SDK server. All on loopback.
import { Agent } from "node:http";
import { parseArgs } from "node:util";
import { keepInFlight, times } from "./calls.mjs";
import { startCodat } from "./codat.mjs";
import { cpuSeconds } from "./load/cpu.mjs";
import { measureGrants } from "./load/grants.mjs";
import { measureIdle } from "./load/idle.mjs";
import { measureMemory } from "./load/memory.mjs";
import { measureSlow } from "./load/slow.mjs";
import { openSubjects } from "./load/subjects.mjs";

const warmUps = 300;
const perMeasurement = 3000;

const parts = {
  throughput: measureThroughput,
  memory: measureMemory,
  grants: measureGrants,
  slow: measureSlow,
  idle: measureIdle,
};
const usage = `Usage: npm run load -- [--calls N] [--only PART]

  --calls N      calls while the memory is watched [20000]
  --only PART    one of ${Object.keys(parts).join(", ")}`;

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "20000" },
    only: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) print(usage);
else process.exitCode = (await measure(values)) ? 0 : 1;

/** Prints the figures. Returns whether all that must hold does. */
async function measure({ calls, only }) {
  const codat = await startCodat({ waitMs: 0 });
  const results = [];
  const check = (holds, text) => {
    results.push(holds);
    print(`${holds ? "held  " : "FAILED"}  ${text}`);
  };
  try {
    for (const [name, part] of Object.entries(parts)) {
      if (only === undefined || only === name) await part({ codat, calls: Number(calls), check });
    }
  } finally {
    codat.close();
  }
  print(`${results.filter(Boolean).length} of ${results.length} held`);
  return results.every(Boolean);
}

async function measureThroughput({ codat }) {
  for (const inFlight of [32, 256]) {
    for (const open of openSubjects) {
      const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
      const { name, pid, call, close } = await open(codat, agent);
      await keepInFlight(inFlight, times(warmUps, call));
      const startedMs = performance.now();
      const cpuBefore = cpuSeconds(pid);
      await keepInFlight(inFlight, times(perMeasurement, call));
      const seconds = (performance.now() - startedMs) / 1000;
      const cpuMs = ((cpuSeconds(pid) - cpuBefore) * 1000) / perMeasurement;
      const perSecond = String(Math.round(perMeasurement / seconds)).padStart(6);
      const perCall = Number.isNaN(cpuMs) ? "" : `, ${cpuMs.toFixed(1)} ms of CPU each`;
      print(`${perSecond} calls a second${perCall}, ${inFlight} in flight: ${name}`);
      agent.destroy();
      await close();
    }
  }
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
