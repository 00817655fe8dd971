import type { Check, Scenario } from "./suite.ts";

/** How a scenario went, against what was expected of it. */
export interface Verdict {
  scenario: Scenario;
  outcome: "passed" | "warned" | "skipped" | "failed as expected" | "FAILED" | "PASSED UNEXPECTEDLY";
}

export interface Judgement {
  verdicts: Verdict[];
  /** What is wrong, a line each; empty where all is as expected. */
  complaints: string[];
}

/** Compares what happened with the scenarios that are expected to fail, both ways. */
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
        .map((name) => `${name} is expected to fail, and the suite does not have it.`),
    ],
  };
}

function outcomeOf({ checks }: Scenario, isExpected: boolean): Verdict["outcome"] {
  const failures = failuresOf(checks);
  if (failures.length > 0) {
    // What this server lacks never excuses a message that the protocol's schema does not allow.
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
  if (outcome === "PASSED UNEXPECTEDLY")
    return [`${name} passed: take it out of the failures that are expected.`];
  return [];
}
