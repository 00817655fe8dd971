import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { Cancellation, untilAborted } from "../../src/base/abort.ts";

const never = () => new Promise<never>(() => {});

test("work that never settles is rejected as soon as it is aborted, with that reason", async () => {
  const cancellation = new Cancellation(new AbortController().signal);
  const run = cancellation.run(never);
  cancellation.abort("late");
  await expect(run).rejects.toBe("late");
  expect(cancellation.signal.reason).toBe("late");
});

test("the first reason stays", async () => {
  const cancellation = new Cancellation(new AbortController().signal);
  cancellation.abort("first");
  cancellation.abort("second");
  expect(cancellation.signal.reason).toBe("first");
  await expect(cancellation.run(never)).rejects.toBe("first");
});

test("an abort of the followed signal aborts, with the reason that replaces its own", async () => {
  const followed = new AbortController();
  const cancellation = new Cancellation(followed.signal, (reason) => `because of ${reason}`);
  const run = cancellation.run(never);
  followed.abort("the caller");
  await expect(run).rejects.toBe("because of the caller");
  expect(cancellation.signal.aborted).toBe(true);
});

test("a followed signal that is already aborted aborts immediately", async () => {
  const cancellation = new Cancellation(AbortSignal.abort("before"));
  expect(cancellation.signal.reason).toBe("before");
  await expect(cancellation.run(async () => "value")).rejects.toBe("before");
});

test("work that throws before it returns a promise rejects, and no longer follows", async () => {
  const followed = new AbortController();
  const cancellation = new Cancellation(followed.signal);
  const run = cancellation.run(() => {
    throw new Error("no such id");
  });
  await expect(run).rejects.toThrow("no such id");
  expect(getEventListeners(followed.signal, "abort")).toEqual([]);
});

test("work that has settled no longer follows", async () => {
  const followed = new AbortController();
  const cancellation = new Cancellation(followed.signal);
  await expect(cancellation.run(async () => "value")).resolves.toBe("value");
  followed.abort("late");
  expect(cancellation.signal.aborted).toBe(false);
});

test("a promise is awaited only until a signal aborts, and the signal keeps no listener", async () => {
  const controller = new AbortController();
  expect(await untilAborted(Promise.resolve("value"), controller.signal)).toBe("value");
  const waiting = untilAborted(never(), controller.signal);
  controller.abort("late");
  await expect(waiting).rejects.toBe("late");
  expect(getEventListeners(controller.signal, "abort")).toEqual([]);
});
