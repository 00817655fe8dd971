import type { Reporter, TestCase, TestModule } from "vitest/node";
import type { Row } from "./row.ts";

const columns = ["name", "expected", "got", "attempts", "wait"] as const;

/** Prints the table of faults, the failures and one summary line. */
export default class TableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly { message: string }[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const rows = tests.flatMap((test) => test.meta().faultRow ?? []);
    const errors = [...unhandled, ...modules.flatMap((module) => module.errors())];
    const failed = [
      ...tests.filter((test) => test.result().state !== "passed").map(failureOf),
      ...errors.map(({ message }) => message),
    ];
    const lines = [...tableOf(rows), "", ...failed, closingLine(tests, rows)];
    process.stdout.write(`${lines.join("\n")}\n`);
  }
}

function closingLine(tests: TestCase[], rows: Row[]): string {
  const totals = tests.flatMap((test) => test.meta().faultTotals ?? []);
  const sum = (name: "lost" | "duplicated" | "exits") => totals.reduce((all, each) => all + each[name], 0);
  const well = rows.filter(({ failures }) => failures.length === 0).length;
  return `${well} of ${rows.length} faults handled as specified, ${sum("lost")} lost, ${sum("duplicated")} duplicated, ${sum("exits")} exits`;
}

function tableOf(rows: Row[]): string[] {
  const lines = [[...columns], ...rows.map((row) => columns.map((column) => row[column]))];
  const widths = columns.map((_, index) => Math.max(...lines.map((cells) => cells[index]?.length ?? 0)));
  const padded = lines.map((cells) => cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)));
  return padded.map((cells) => cells.join("  ").trimEnd());
}

function failureOf(test: TestCase): string {
  const { faultRow, faultTotals } = test.meta();
  const { errors = [] } = test.result();
  const sentences = [...(faultRow?.failures ?? []), ...(faultTotals?.failures ?? [])];
  const why = sentences.length > 0 ? sentences : errors.map(({ message }) => message);
  return `NOT AS SPECIFIED: ${test.fullName}\n${why.map((sentence) => `  ${sentence}`).join("\n")}\n`;
}
