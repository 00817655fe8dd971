import fc from "fast-check";
import { expect, test } from "vitest";
import { Semaphore } from "../../src/base/semaphore.ts";

const never = new AbortController().signal;
const pending = Symbol("pending");
const stateOf = (promise: Promise<unknown>) =>
  Promise.race([promise, new Promise((resolve) => setImmediate(resolve, pending))]);

test("a permit is granted immediately while one is free", async () => {
  const semaphore = new Semaphore(2);
  await Promise.all([semaphore.acquire(never), semaphore.acquire(never)]);
  expect(await stateOf(semaphore.acquire(never))).toBe(pending);
});

test("waiters are served in order, and later callers do not overtake them", async () => {
  const semaphore = new Semaphore(1);
  const release = await semaphore.acquire(never);
  const served: string[] = [];
  const others = ["first", "second"].map((name) =>
    semaphore.acquire(never).then((release) => {
      served.push(name);
      return release;
    }),
  );
  release();
  const late = semaphore.acquire(never).then(() => served.push("late"));
  for (const other of others) (await other)();
  await late;
  expect(served).toEqual(["first", "second", "late"]);
});

test("releasing a permit twice frees it once", async () => {
  const semaphore = new Semaphore(1);
  const release = await semaphore.acquire(never);
  release();
  release();
  await expect(semaphore.acquire(never)).resolves.toBeTypeOf("function");
  expect(await stateOf(semaphore.acquire(never))).toBe(pending);
});

test("a waiter that aborts is skipped", async () => {
  const semaphore = new Semaphore(1);
  const release = await semaphore.acquire(never);
  const caller = new AbortController();
  const aborted = semaphore.acquire(caller.signal);
  const next = semaphore.acquire(never);
  caller.abort("tired");
  await expect(aborted).rejects.toBe("tired");
  release();
  await next;
});

test("an aborted signal is rejected even if a permit is free", async () => {
  await expect(new Semaphore(1).acquire(AbortSignal.abort("gone"))).rejects.toBe("gone");
});

test("an abort after the permit was granted has no effect", async () => {
  const semaphore = new Semaphore(1);
  const release = await semaphore.acquire(never);
  const caller = new AbortController();
  const entering = semaphore.acquire(caller.signal);
  release();
  caller.abort();
  (await entering)();
  await expect(semaphore.acquire(never)).resolves.toBeTypeOf("function");
});

test("in any order of arrivals, releases and aborts, at most `limit` permits are held and none is lost", () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.record({ work: fc.nat(3), cancelled: fc.boolean() }), { maxLength: 20 }),
      async (limit, callers) => {
        const semaphore = new Semaphore(limit);
        let held = 0;
        const runs = callers.map(async ({ work, cancelled }) => {
          const caller = new AbortController();
          const entering = semaphore.acquire(caller.signal);
          if (cancelled) caller.abort("gone");
          try {
            const release = await entering;
            expect(++held).toBeLessThanOrEqual(limit);
            for (let turn = 0; turn < work; turn++) await Promise.resolve();
            held--;
            release();
          } catch (reason) {
            expect(reason).toBe("gone");
          }
        });
        await Promise.all(runs);
        await Promise.all(Array.from({ length: limit }, () => semaphore.acquire(never)));
      },
    ),
  ));
