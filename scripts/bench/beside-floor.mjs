// Calls to this server and to the floor, in turn: a large page as the first call of a process, half a second after its start
// and right after it, and 32 calls in flight.
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
  const first = await inTurn(subjects, rounds, ({ file }) => callFirst(file, settings, settledMs));
  const immediate = await inTurn(subjects, rounds, ({ file }) => callFirst(file, settings, 0));
  const servers = subjects.map(({ name, file }) => ({ name, server: startServer(file, settings) }));
  try {
    for (const { server } of servers) {
      await server.open();
      await callsPerSecond(server, warmUps);
    }
    const perSecond = await inTurn(servers, rounds, ({ server }) => callsPerSecond(server, perRound));
    return subjects.map(({ name }, nth) => figuresOf(name, { first, immediate, perSecond }, nth));
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

async function callFirst(file, settings, pauseMs) {
  const server = startServer(file, { ...settings, CODAT_RESULT_LIMIT_CHARS: limitChars });
  try {
    await server.open();
    if (pauseMs > 0) await delay(pauseMs);
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

function figuresOf(name, { first, immediate, perSecond }, nth) {
  const own = (runs, read) => spread(runs.map((run) => read(run[nth])));
  const ratio = (runs, read) => spread(runs.map((run) => read(run[nth]) / read(run.at(-1))));
  const ms = (run) => run.ms;
  const rate = (run) => run;
  return {
    name,
    firstPageMs: own(first, ms),
    firstPageRatio: ratio(first, ms),
    immediatePageMs: own(immediate, ms),
    immediatePageRatio: ratio(immediate, ms),
    peakMiB: first[0][nth].peak === undefined ? undefined : own(first, ({ peak }) => peak),
    perSecond: own(perSecond, rate),
    perSecondShare: ratio(perSecond, rate),
  };
}
