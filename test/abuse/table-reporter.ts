import type { Reporter, TestModule } from "vitest/node";
import type { Row } from "./tally.ts";

/** Prints a table and a summary line for all bad values, odd ids and fuzzed inputs. */
export default class TableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tallies = modules
      .flatMap((module) => [...module.children.allTests()])
      .flatMap((test) => test.meta().abuse ?? []);
    const rows = merged(tallies.flatMap(({ rows = [] }) => rows));
    const fuzzed = tallies.flatMap(({ fuzzed = [] }) => fuzzed);
    const lines = [
      heading,
      ...rows.map(({ target, field, bad, odd, climbing, probes }) => [
        target,
        field,
        bad?.tried,
        bad?.refused,
        bad?.requests,
        odd?.tried,
        odd?.whole,
        climbing?.tried,
        climbing?.outside,
        probes?.tried,
        probes?.sent,
      ]),
    ].map((cells) => cells.map((cell) => String(cell ?? "")));
    const widths = heading.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
    const table = lines.map((cells) =>
      cells
        .map((cell, column) =>
          column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    );
    const sum = (numbers: (number | undefined)[]) => numbers.reduce<number>((all, one = 0) => all + one, 0);
    const badTried = sum(rows.map(({ bad }) => bad?.tried));
    const badRefused = sum(rows.map(({ bad }) => bad?.refused));
    const oddTried = sum(rows.map(({ odd }) => odd?.tried));
    const oddWhole = sum(rows.map(({ odd }) => odd?.whole));
    const outside = sum(rows.map(({ climbing }) => climbing?.outside));
    const climbed = sum(rows.map(({ climbing }) => climbing?.tried));
    const probesSent = sum(rows.map(({ probes }) => probes?.sent));
    const probed = sum(rows.map(({ probes }) => probes?.tried));
    const closing = [
      `${badRefused} of ${badTried} bad arguments rejected without a request`,
      `${oddWhole} of ${oddTried} odd ids arrived as one segment`,
      `${outside} of ${climbed} climbing ids reached another company`,
      `${probesSent} of ${probed} probes of masked fields were sent`,
      `${sum(fuzzed.map(({ answered }) => answered))} fuzzed inputs got a result`,
      `${sum(fuzzed.map(({ exits }) => exits))} exits`,
    ].join(", ");
    process.stdout.write(`\n${table.join("\n")}\n\n${closing}\n\n`);
  }
}

const heading = [
  "tool, resource or prompt",
  "field",
  "bad",
  "rejected",
  "requests",
  "odd ids",
  "one segment",
  "climbing",
  "outside",
  "probes",
  "sent",
];

/** Merges the rows of each field of each target, in order of first appearance. */
function merged(rows: Row[]): Row[] {
  const all = new Map<string, Row>();
  for (const row of rows) {
    const name = JSON.stringify([row.target, row.field]);
    all.set(name, { ...all.get(name), ...row });
  }
  return [...all.values()];
}
