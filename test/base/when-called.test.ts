import { expect, test } from "vitest";
import { whenCalled } from "../../src/base/when-called.ts";

test("what loads with the first call loads once, also for calls at the same time", async () => {
  let loads = 0;
  const part = whenCalled(async () => ++loads);
  expect(await Promise.all([part(), part()])).toEqual([1, 1]);
  expect(await part()).toBe(1);
});

test("after a failure to load, the next call loads again", async () => {
  const failure = new Error("EMFILE: too many open files");
  let fails = true;
  const part = whenCalled(async () => {
    if (fails) throw failure;
    return "loaded";
  });
  await expect(part()).rejects.toBe(failure);
  fails = false;
  expect(await part()).toBe("loaded");
});
