import { expect, test } from "vitest";
import { walkKinds, walkSandbox } from "./follow-hints.ts";

test("no hint of any kind of file leads to a refusal", { timeout: 300_000 }, async () => {
  expect(await walkKinds(40)).toEqual([]);
});

test("no hint of the sandbox's files leads to a refusal", { timeout: 300_000 }, async () => {
  expect(await walkSandbox(40)).toEqual([]);
});
