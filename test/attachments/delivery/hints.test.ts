import { expect, test } from "vitest";
import { walkKinds, walkSandbox } from "./follow-hints.ts";

// hints.trial.ts walks all of them.
test("no hint of some kinds of files leads to a refusal", { timeout: 60_000 }, async () => {
  expect(await walkKinds(9, { every: 6 })).toEqual([]);
});

test("no hint of some of the sandbox's files leads to a refusal", { timeout: 60_000 }, async () => {
  expect(await walkSandbox(9, { every: 8 })).toEqual([]);
});
