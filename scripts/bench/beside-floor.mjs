// Calls to this server and to the floor, in turn: a large page as the first call of a process, and 32 calls in flight.
import { setTimeout as delay } from "node:timers/promises";
import { keepInFlight, times } from "../../test/http/trials/calls.mjs";
import { startServer } from "./connection.mjs";
import { peakMiB } from "./memory.mjs";
import { getCustomer, pageOf } from "./requests.mjs";
import { spread } from "./spread.mjs";

/** By then the server has loaded the parts that startup defers. */
const settledMs = 500;
const large = pageOf(5000);
// The first 200 of the 5,000 rows fit.
const limitChars = "80000";
const keptRows = 200;
const atOnce = 32;
const warmUps = 300;
const perRound = 300;

/** `subjects` are servers; the last one is the floor. */
export async function measureBesideFloor(subjects, { settings }, rounds) {
  const firstMs = await inTurn(subjects, rounds, ({ file }) => callFirst(file, settings));
  const servers = subjects.map(({ name, file }) => ({ name, server: startServer(file, settings) }));
  try {
    for (const { server } of servers) {
      await server.open();
      await callsPerSecond(server, warmUps);
    }
    const perSecond = await inTurn(servers, rounds, ({ server }) => callsPerSecond(server, perRound));
    return subjects.map(({ name }, nth) => figuresOf(name, firstMs, perSecond, nth));
  } finally {
    await Promise.all(servers.map(({ server }) => server.close()));
  }
}

/** What `measure` returns for each subject, by round. */
async function inTurn(subjects, rounds, measure) {
  const runs = [];
  for (let round = 0; round < rounds; round += 1) {
    const run = [];
    for (const subject of subjects) run.push(await measure(subject));
    runs.push(run);
  }
  return runs;
}

async function callFirst(file, settings) {
  const server = startServer(file, { ...settings, CODAT_RESULT_LIMIT_CHARS: limitChars });
  try {
    await server.open();
    await delay(settledMs);
    const startedAt = performance.now();
    const { structuredContent } = await server.call("list_customers", large.args);
    const ms = performance.now() - startedAt;
    const rows = structuredContent.results.length;
    if (rows !== keptRows) throw new Error(`The page has ${rows} rows instead of ${keptRows}.`);
    return { ms, peak: peakMiB(server.pid) };
  } finally {
    await server.close();
  }
}

async function callsPerSecond(server, count) {
  const startedAt = performance.now();
  await keepInFlight(
    atOnce,
    times(count, () => server.call(getCustomer.name, getCustomer.args)),
  );
  return (count * 1000) / (performance.now() - startedAt);
}

function figuresOf(name, firstRuns, rateRuns, nth) {
  const ratio = (runs, read) => spread(runs.map((run) => read(run[nth]) / read(run.at(-1))));
  const peaks = firstRuns.map((run) => run[nth].peak);
  return {
    name,
    firstPageMs: spread(firstRuns.map((run) => run[nth].ms)),
    firstPageRatio: ratio(firstRuns, ({ ms }) => ms),
    peakMiB: peaks[0] === undefined ? undefined : spread(peaks),
    perSecond: spread(rateRuns.map((run) => run[nth])),
    perSecondShare: ratio(rateRuns, (rate) => rate),
  };
}
