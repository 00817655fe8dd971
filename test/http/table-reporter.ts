import type { Reporter, TestModule } from "vitest/node";

/** Prints each situation and whether the server handled it as specified, and one summary line. */
export default class TableReporter implements Reporter {
  #held = 0;
  #all = 0;

  onTestModuleEnd(module: TestModule): void {
    const suites = [...module.children.allSuites()];
    for (const error of [...module.errors(), ...suites.flatMap((suite) => suite.errors())]) {
      this.#report("a service did not start", [error]);
    }
    for (const test of module.children.allTests()) {
      const { state, errors = [] } = test.result();
      this.#report(test.fullName, state === "passed" ? [] : errors, state === "passed");
    }
  }

  onTestRunEnd(_: readonly TestModule[], unhandled: readonly { message: string }[]): void {
    for (const error of unhandled) this.#report("an unhandled error", [error]);
    print(`\n${this.#held} of ${this.#all} held`);
  }

  #report(name: string, errors: readonly { message: string }[], isHeld = false): void {
    this.#all++;
    if (isHeld) this.#held++;
    print(`${isHeld ? "held  " : "FAILED"} ${name}`);
    for (const { message } of errors) print(`       ${message}`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
