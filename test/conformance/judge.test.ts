import { expect, test } from "vitest";
import { judge } from "./judge.ts";
import type { Check, Scenario } from "./suite.ts";

const lacking = { sampling: "This server has none." };

function scenario(name: string, ...checks: Check[]): Scenario {
  return { name, required: true, checks };
}

const success: Check = { id: "answers", status: "SUCCESS" };
const failure: Check = { id: "answers", status: "FAILURE", errorMessage: "No answer." };

test("an expected failure is not a complaint", () => {
  const { verdicts, complaints } = judge([scenario("sampling", success, failure)], lacking);
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(["failed as expected"]);
  expect(complaints).toEqual([]);
});

test("an unexpected failure is a complaint with the suite's message", () => {
  const { complaints } = judge([scenario("sampling", failure), scenario("ping", success, failure)], lacking);
  expect(complaints).toEqual(["ping failed: answers. No answer."]);
});

test("a scenario that unexpectedly passes is a complaint", () => {
  const { complaints } = judge([scenario("sampling", success)], lacking);
  expect(complaints).toEqual(["sampling passed. Remove it from the expected failures."]);
});

test("an expected failure for an unknown scenario is a complaint", () => {
  const { complaints } = judge([scenario("ping", success)], lacking);
  expect(complaints).toEqual(["sampling is expected to fail, but is not in the suite."]);
});

test("a message that breaks the protocol's schema is a complaint in every scenario", () => {
  const malformed: Check = { id: "wire-schema-valid", status: "FAILURE" };
  const { complaints } = judge([scenario("sampling", failure, malformed)], lacking);
  expect(complaints).toEqual(["sampling failed: answers. No answer.", "sampling failed: wire-schema-valid."]);
});

test("a scenario without checks has not passed", () => {
  const { verdicts } = judge(
    [
      scenario("sessions", { id: "sessions", status: "SKIPPED" }),
      scenario("streams", success, { id: "session", status: "WARNING" }),
    ],
    {},
  );
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(["skipped", "warned"]);
});
