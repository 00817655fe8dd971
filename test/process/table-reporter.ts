import type { Reporter, TestCase, TestModule } from "vitest/node";
import type { FaultRow } from "./fault.ts";

/** Prints the process faults as a table: one row per fault and a summary line. */
export default class TableReporter implements Reporter {
  readonly #rows: FaultRow[] = [];
  #survived = 0;

  onTestModuleEnd(module: TestModule): void {
    for (const error of module.errors()) print(error.stack ?? error.message);
    for (const test of module.children.allTests()) this.#test(test);
  }

  onTestRunEnd(): void {
    const rows = this.#rows;
    const sum = (count: (row: FaultRow) => number) =>
      rows.reduce((total, row) => total + count(row), 0).toLocaleString("en");
    print(
      `\n${this.#survived} of ${rows.length} process faults survived, ` +
        `${sum(({ lost }) => lost)} of ${sum(({ calls }) => calls)} calls lost, ` +
        `${sum(({ duplicated }) => duplicated)} answered twice, ${sum(({ leftBehind }) => leftBehind)} processes left behind`,
    );
  }

  #test(test: TestCase): void {
    const row = test.meta().processFault;
    const { state, errors = [] } = test.result();
    const survived = state === "passed";
    if (row) {
      this.#rows.push(row);
      if (survived) this.#survived++;
    }
    if (row || !survived) {
      const figures = row?.figures.join(", ") ?? "";
      print(`${test.name.padEnd(99)} ${survived ? "survived" : "FAILED  "} ${figures}`.trimEnd());
    }
    // The stack of a timed-out test starts with another message.
    for (const { message, stack = "" } of errors)
      print(`    ${message}${stack.slice(stack.indexOf("\n    at "))}`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
