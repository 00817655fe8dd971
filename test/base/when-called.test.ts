import { expect, test } from "vitest";
import { whenCalled } from "../../src/base/when-called.ts";

test("what loads with the first call loads once, also for calls at the same time", async () => {
  let loads = 0;
  const part = whenCalled(async () => ++loads);
  expect(await Promise.all([part(), part()])).toEqual([1, 1]);
  expect(await part()).toBe(1);
});

test("a failure to load has no path, and the next call loads again", async () => {
  let fails = true;
  const part = whenCalled(async () => {
    if (fails) throw new Error("EMFILE: too many open files, open '/srv/calls.mjs'");
    return "loaded";
  });
  await expect(part()).rejects.toThrow(/^A part of this server could not be loaded\. Install[^/]*$/);
  fails = false;
  expect(await part()).toBe("loaded");
});
