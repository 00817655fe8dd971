import { expect, test } from "vitest";
import { Cancellation } from "../../src/base/abort.ts";

const never = () => new Promise<never>(() => {});

test("a race that never settles is rejected as soon as it is aborted, with that reason", async () => {
  const cancellation = new Cancellation(new AbortController().signal);
  const race = cancellation.race(never());
  cancellation.abort("late");
  await expect(race).rejects.toBe("late");
  expect(cancellation.signal.reason).toBe("late");
});

test("the first reason stays", async () => {
  const cancellation = new Cancellation(new AbortController().signal);
  cancellation.abort("first");
  cancellation.abort("second");
  expect(cancellation.signal.reason).toBe("first");
  await expect(cancellation.race(never())).rejects.toBe("first");
});

test("an abort of the followed signal aborts, with the reason that replaces its own", async () => {
  const followed = new AbortController();
  const cancellation = new Cancellation(followed.signal, (reason) => `because of ${reason}`);
  const race = cancellation.race(never());
  followed.abort("the caller");
  await expect(race).rejects.toBe("because of the caller");
  expect(cancellation.signal.aborted).toBe(true);
});

test("a followed signal that is already aborted aborts immediately", async () => {
  const cancellation = new Cancellation(AbortSignal.abort("before"));
  expect(cancellation.signal.reason).toBe("before");
  await expect(cancellation.race(Promise.resolve("value"))).rejects.toBe("before");
});

test("a race that has settled no longer follows", async () => {
  const followed = new AbortController();
  const cancellation = new Cancellation(followed.signal);
  await expect(cancellation.race(Promise.resolve("value"))).resolves.toBe("value");
  followed.abort("late");
  expect(cancellation.signal.aborted).toBe(false);
});
