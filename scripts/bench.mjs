// Measures startup, memory, calls, files and the tool list, also over HTTP and beside the floor and two converters. `npm run bench -- --rounds 3` is quick.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureBesideFloor } from "./bench/beside-floor.mjs";
import { measureBlocking } from "./bench/blocking.mjs";
import { budgetsOf } from "./bench/budgets.mjs";
import { measureCalls } from "./bench/calls.mjs";
import { compareWith } from "./bench/compare.mjs";
import { measureDownload } from "./bench/download.mjs";
import { measureHttp } from "./bench/http.mjs";
import { measurePeers } from "./bench/peers.mjs";
import { report } from "./bench/report.mjs";
import { measureSaving } from "./bench/save.mjs";
import { measureScan } from "./bench/scan.mjs";
import { measureStart } from "./bench/start.mjs";
import { measureSummary } from "./bench/summary.mjs";
import { measureText } from "./bench/text.mjs";
import { measureTokens } from "./bench/tokens.mjs";
import { startUpstream } from "./bench/upstream.mjs";

// In this order: a large process takes longer to spawn another, so cold start runs first.
const parts = {
  start: ({ subjects, rounds }) => measureStart(subjects, rounds),
  peers: ({ rounds }) => measurePeers(rounds),
  calls: ({ upstream, rounds }) => measureCalls(main, upstream, rounds),
  floor: ({ servers, upstream, rounds }) => measureBesideFloor(servers, upstream, rounds),
  http: ({ upstream, rounds }) => measureHttp(main, upstream, rounds),
  blocking: ({ upstream, few }) => measureBlocking(main, upstream, few),
  download: ({ upstream, rounds }) => measureDownload(main, upstream, rounds),
  saving: ({ upstream, few }) => measureSaving(main, upstream, few),
  scan: ({ upstream, few }) => measureScan(main, upstream, few),
  text: ({ upstream, few }) => measureText(main, upstream, few),
  summary: ({ upstream, few }) => measureSummary(main, upstream, few),
  tokens: () => measureTokens(main),
};
const usage = `Usage: node scripts/bench.mjs [--rounds N] [--only PART]… [--against OTHER/main.mjs] [--baseline FILE] [--json]

  --rounds N    rounds of each measurement [15]
  --only        a part to measure: ${Object.keys(parts).join(", ")}
  --against     another build, started and weighed in turn with this one
  --baseline    the figures of an earlier run; prints what differs by more than 10 %
  --json        the figures as JSON
`;
const longestMs = 600_000;
const longestPartMs = 120_000;
const mostHeavyRounds = 5;
const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const main = file("../dist/main.mjs");

const options = readOptions();
if (options) await bench(options);

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        rounds: { type: "string", default: "15" },
        only: { type: "string", multiple: true },
        against: { type: "string" },
        baseline: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const { against, baseline, json, help, only = Object.keys(parts) } = values;
    const rounds = Number(values.rounds);
    if (help) {
      process.stdout.write(usage);
      return undefined;
    }
    if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds must be a whole number from 1.");
    if (against && !existsSync(against)) throw new Error(`--against is not a file: ${against}`);
    const unknown = only.find((name) => !Object.hasOwn(parts, name));
    if (unknown !== undefined) throw new Error(`--only ${unknown} is not a part of the benchmark.`);
    const before = baseline && partsOf(JSON.parse(readFileSync(baseline, "utf8")), only);
    return { rounds, only, json, against: against && resolve(against), before };
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
    return undefined;
  }
}

/** An earlier run's figures without the parts that this run does not measure. */
function partsOf({ about, ...figures }, names) {
  return { about, ...Object.fromEntries(Object.entries(figures).filter(([name]) => names.includes(name))) };
}

async function bench({ rounds, only, against, before, json }) {
  if (!existsSync(main)) execFileSync(process.execPath, [file("build.mjs")], { stdio: "inherit" });
  const limit = setTimeout(() => {
    process.stderr.write(`The benchmark did not finish within ${longestMs / 1000} s.\n`);
    process.exit(1);
  }, longestMs);

  const failures = [];
  const subjects = [
    { name: "this server", file: main },
    ...(against ? [{ name: "other build", file: against }] : []),
    { name: "floor", file: file("bench/floor.mjs") },
    { name: "node -e 0" },
  ];
  const upstream = await startUpstream();
  const servers = subjects.filter((subject) => subject.file);
  const given = { subjects, servers, upstream, rounds, few: Math.min(rounds, mostHeavyRounds) };
  const figures = { about: about(rounds) };
  for (const name of Object.keys(parts).filter((part) => only.includes(part))) {
    if (!json && process.stderr.isTTY) process.stderr.write(`${name} …\n`);
    try {
      figures[name] = await inTime(parts[name](given));
    } catch (error) {
      failures.push(`${name}: ${error.message}`);
    }
  }
  upstream.close();

  const peersSkipped = only.includes("peers") && !figures.peers;
  const all = { ...figures, peersSkipped, budgets: budgetsOf(figures), failures };
  if (before) process.stderr.write(`${changes(before, all).join("\n")}\n`);
  process.stdout.write(json ? `${JSON.stringify(all, null, 2)}\n` : report(all));
  if (failures.length > 0) process.exitCode = 1;
  clearTimeout(limit);
}

async function inTime(measuring) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`not finished within ${longestPartMs / 1000} s`)),
      longestPartMs,
    );
  });
  try {
    return await Promise.race([measuring, late]);
  } finally {
    clearTimeout(timer);
  }
}

function changes(before, all) {
  const { version, node, system } = before.about;
  return [`Compared with ${version} on Node ${node}, ${system}:`, ...compareWith(before, all)];
}

function about(rounds) {
  return {
    version: JSON.parse(readFileSync(file("../package.json"), "utf8")).version,
    node: process.versions.node,
    system: `${process.platform} ${process.arch}`,
    cpus: availableParallelism(),
    rounds,
  };
}
