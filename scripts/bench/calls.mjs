// The overhead of a call over a plain fetch of the same URL: sequential, and 32 in parallel.
import { isDeepStrictEqual } from "node:util";
import { startServer } from "./connection.mjs";
import { getCustomer, pageOf } from "./requests.mjs";
import { spread } from "./spread.mjs";

const warmUps = 10;
const atOnce = 32;
// The first 200 of the 5,000 rows fit.
const limitChars = "80000";
const kinds = [
  { request: getCustomer, perRound: 10 },
  { request: pageOf(100), perRound: 5 },
  { request: pageOf(5000), perRound: 1 },
];

/** Alternates calls and plain fetches, with one warm server. */
export async function measureCalls(file, { baseUrl, settings }, rounds) {
  const server = startServer(file, settings);
  const limited = startServer(file, { ...settings, CODAT_RESULT_LIMIT_CHARS: limitChars });
  const call = ({ name, args }) => server.call(name.split(",")[0], args);
  const plain = ({ path }) => fetchJson(baseUrl + path);
  const pairs = kinds.map(({ request, perRound }) => ({
    name: request.name,
    perRound,
    call: () => call(request),
    plain: () => plain(request),
  }));
  const largest = pageOf(5000);
  pairs.push({
    name: `${largest.name}, cut to ${limitChars} characters`,
    perRound: 1,
    call: () => limited.call("list_customers", largest.args),
    plain: () => plain(largest),
  });
  pairs.push({
    name: `${atOnce} get_customer in parallel`,
    perRound: 1,
    call: () => Promise.all(Array.from({ length: atOnce }, () => call(getCustomer))),
    plain: () => Promise.all(Array.from({ length: atOnce }, () => plain(getCustomer))),
  });
  try {
    await Promise.all([server.open(), limited.open()]);
    for (const { request } of kinds) checkSame(request.name, await call(request), await plain(request));
    return await measurePairs(pairs, rounds);
  } finally {
    await Promise.all([server.close(), limited.close()]);
  }
}

async function measurePairs(pairs, rounds) {
  const runs = new Map(pairs.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const { name, perRound, call, plain } of pairs) {
      const isWarmUp = round < 0;
      for (let time = 0; time < (isWarmUp ? warmUps : perRound); time += 1) {
        const run = { call: await timeOf(call), plain: await timeOf(plain) };
        if (!isWarmUp) runs.get(name).push(run);
      }
    }
  }
  return pairs.map(({ name }) => {
    const of = (read) => spread(runs.get(name).map(read));
    return {
      name,
      callMs: of(({ call }) => call),
      plainMs: of(({ plain }) => plain),
      overheadMs: of(({ call, plain }) => call - plain),
    };
  });
}

async function timeOf(run) {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

async function fetchJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The upstream returned ${response.status}.`);
  return response.json();
}

// A cut page or a wrong result would make the times meaningless.
function checkSame(name, { structuredContent }, { _links, ...expected }) {
  const { hasMore, nextPage, asOf, ...answer } = structuredContent;
  if (!isDeepStrictEqual(answer, expected))
    throw new Error(`${name} did not return the upstream's response.`);
}
