import { readFileSync } from "node:fs";
import { relative } from "node:path";

const deadlineMs = Number(process.env.MUTATE_DEADLINE_MS);

/** Tests mutants in random order, so that those tested by the deadline are a sample of all; then prints the result and ends. */
class SamplingReporter {
  #tested = [];
  #uncovered = 0;
  #planned = 0;

  // The plan is the very list that Stryker goes through next.
  onMutationTestingPlanReady({ mutantPlans }) {
    for (let last = mutantPlans.length - 1; last > 0; last--) {
      const other = Math.floor(Math.random() * (last + 1));
      [mutantPlans[last], mutantPlans[other]] = [mutantPlans[other], mutantPlans[last]];
    }
    this.#planned = mutantPlans.filter(({ plan }) => plan === "Run").length;
    setTimeout(() => this.#end(), Math.max(0, deadlineMs - Date.now()));
  }

  onMutantTested(mutant) {
    if (mutant.status === "NoCoverage") this.#uncovered++;
    else if (["Killed", "Timeout", "Survived"].includes(mutant.status)) this.#tested.push(mutant);
  }

  wrapUp() {
    this.#end();
  }

  #end() {
    const survivors = this.#tested.filter(({ status }) => status === "Survived");
    const killed = this.#tested.length - survivors.length;
    const percent = this.#tested.length === 0 ? 0 : Math.round((100 * killed) / this.#tested.length);
    const lines = [
      ...survivors.map(describe).sort(),
      "",
      `${this.#planned} mutants could be tested, ${this.#tested.length} of them were; ${this.#uncovered} lie in code that these tests do not run.`,
      `${killed} of ${this.#tested.length} mutants killed (${percent} %)`,
    ];
    process.stdout.write(`${lines.join("\n")}\n`, () => process.exit());
  }
}

// Lines and columns count from 1.
function describe({ fileName, location: { start, end }, mutatorName, replacement }) {
  const lines = readFileSync(fileName, "utf8")
    .split("\n")
    .slice(start.line - 1, end.line);
  const upToEnd = [...lines.slice(0, -1), (lines.at(-1) ?? "").slice(0, end.column - 1)].join("\n");
  const original = upToEnd.slice(start.column - 1);
  return `survived  ${relative(process.cwd(), fileName)}:${start.line}  ${mutatorName}: ${short(original)} -> ${short(replacement)}`;
}

function short(code) {
  const line = code.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

export const strykerPlugins = [{ kind: "Reporter", name: "sampling", injectableClass: SamplingReporter }];
