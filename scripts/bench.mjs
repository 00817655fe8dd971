// Measures startup, memory, calls and the tool list. `npm run bench -- --rounds 3` is quick.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureBlocking } from "./bench/blocking.mjs";
import { budgetsOf } from "./bench/budgets.mjs";
import { measureCalls } from "./bench/calls.mjs";
import { compareWith } from "./bench/compare.mjs";
import { measureDownload } from "./bench/download.mjs";
import { report } from "./bench/report.mjs";
import { measureSaving } from "./bench/save.mjs";
import { measureScan } from "./bench/scan.mjs";
import { measureStart } from "./bench/start.mjs";
import { measureTokens } from "./bench/tokens.mjs";
import { startUpstream } from "./bench/upstream.mjs";

const usage = `Usage: node scripts/bench.mjs [--rounds N] [--against OTHER/main.mjs] [--baseline FILE] [--json]

  --rounds N    rounds of each measurement [15]
  --against     another build, started and weighed in turn with this one
  --baseline    the figures of an earlier run; prints what differs by more than 10 %
  --json        the figures as JSON
`;
const longestMs = 300_000;
const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const main = file("../dist/main.mjs");

const options = readOptions();
if (options) await bench(options);

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        rounds: { type: "string", default: "15" },
        against: { type: "string" },
        baseline: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const { against, baseline, json, help } = values;
    const rounds = Number(values.rounds);
    if (help) {
      process.stdout.write(usage);
      return undefined;
    }
    if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds must be a whole number from 1.");
    if (against && !existsSync(against)) throw new Error(`--against is not a file: ${against}`);
    const before = baseline && JSON.parse(readFileSync(baseline, "utf8"));
    return { rounds, json, against: against && resolve(against), before };
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
    return undefined;
  }
}

async function bench({ rounds, against, before, json }) {
  if (!existsSync(main)) execFileSync(process.execPath, [file("build.mjs")], { stdio: "inherit" });
  const limit = setTimeout(() => {
    process.stderr.write(`The benchmark did not finish within ${longestMs / 1000} s.\n`);
    process.exit(1);
  }, longestMs);

  const failures = [];
  const measured = async (what, measure) => {
    if (!json && process.stderr.isTTY) process.stderr.write(`${what} …\n`);
    return measure().catch((error) => {
      failures.push(`${what}: ${error.message}`);
      return undefined;
    });
  };
  const subjects = [
    { name: "this server", file: main },
    ...(against ? [{ name: "other build", file: against }] : []),
    { name: "floor", file: file("bench/floor.mjs") },
    { name: "node -e 0" },
  ];
  // Cold start runs first: a large process takes longer to spawn another.
  const start = await measured("cold start", () => measureStart(subjects, rounds));
  const upstream = await startUpstream();
  const calls = await measured("calls", () => measureCalls(main, upstream, rounds));
  const blocking = await measured("blocking", () => measureBlocking(main, upstream, Math.min(rounds, 5)));
  const download = await measured("download", () => measureDownload(main, upstream, rounds));
  const saving = await measured("saving", () => measureSaving(main, upstream, Math.min(rounds, 5)));
  const scan = await measured("a page of a scan", () => measureScan(main, upstream, Math.min(rounds, 5)));
  upstream.close();
  const tokens = await measured("tokens", () => measureTokens(main));

  const figures = { about: about(rounds), start, calls, blocking, download, saving, scan, tokens };
  const all = { ...figures, budgets: budgetsOf(figures), failures };
  if (before) process.stderr.write(`${changes(before, all).join("\n")}\n`);
  process.stdout.write(json ? `${JSON.stringify(all, null, 2)}\n` : report(all));
  if (failures.length > 0) process.exitCode = 1;
  clearTimeout(limit);
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
