import type { Check, Scenario } from "./suite.ts";

/** The outcome of a scenario, compared with the expectation. */
export interface Verdict {
  scenario: Scenario;
  outcome: "passed" | "warned" | "skipped" | "failed as expected" | "FAILED" | "PASSED UNEXPECTEDLY";
}

export interface Judgement {
  verdicts: Verdict[];
  /** One line per unexpected outcome. */
  complaints: string[];
}

/** Compares the results with the expected failures, in both directions. */
export function judge(scenarios: Scenario[], expected: Record<string, string>): Judgement {
  const verdicts = scenarios.map((scenario) => ({
    scenario,
    outcome: outcomeOf(scenario, scenario.name in expected),
  }));
  const names = scenarios.map(({ name }) => name);
  return {
    verdicts,
    complaints: [
      ...verdicts.flatMap(complaintsOf),
      ...Object.keys(expected)
        .filter((name) => !names.includes(name))
        .map((name) => `${name} is expected to fail, but is not in the suite.`),
    ],
  };
}

function outcomeOf({ checks }: Scenario, isExpected: boolean): Verdict["outcome"] {
  const failures = failuresOf(checks);
  if (failures.length > 0) {
    // A missing feature never excuses a message that violates the protocol's schema.
    const isMalformed = failures.some(({ id }) => id === "wire-schema-valid");
    return isExpected && !isMalformed ? "failed as expected" : "FAILED";
  }
  if (isExpected) return "PASSED UNEXPECTEDLY";
  if (checks.some(({ status }) => status === "WARNING")) return "warned";
  return checks.some(({ status }) => status === "SUCCESS") ? "passed" : "skipped";
}

function failuresOf(checks: Check[]): Check[] {
  return checks.filter(({ status }) => status === "FAILURE");
}

function complaintsOf({ scenario, outcome }: Verdict): string[] {
  const { name, checks } = scenario;
  if (outcome === "FAILED")
    return failuresOf(checks).map(({ id, errorMessage }) =>
      `${name} failed: ${id}. ${errorMessage ?? ""}`.trim(),
    );
  if (outcome === "PASSED UNEXPECTEDLY") return [`${name} passed. Remove it from the expected failures.`];
  return [];
}
