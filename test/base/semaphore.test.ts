import fc from "fast-check";
import { expect, test } from "vitest";
import { Semaphore } from "../../src/base/semaphore.ts";

const never = new AbortController().signal;
const pending = Symbol("pending");
const stateOf = (promise: Promise<unknown>) =>
  Promise.race([promise, new Promise((resolve) => setImmediate(resolve, pending))]);

test("a place is free at once, as long as there are any", async () => {
  const queue = new Semaphore(2);
  await Promise.all([queue.acquire(never), queue.acquire(never)]);
  expect(await stateOf(queue.acquire(never))).toBe(pending);
});

test("who waits is served in order, and nobody who comes later overtakes", async () => {
  const queue = new Semaphore(1);
  const leave = await queue.acquire(never);
  const served: string[] = [];
  const others = ["first", "second"].map((name) =>
    queue.acquire(never).then((release) => {
      served.push(name);
      return release;
    }),
  );
  leave();
  const late = queue.acquire(never).then(() => served.push("late"));
  for (const other of others) (await other)();
  await late;
  expect(served).toEqual(["first", "second", "late"]);
});

test("a place given back twice counts once", async () => {
  const queue = new Semaphore(1);
  const leave = await queue.acquire(never);
  leave();
  leave();
  await expect(queue.acquire(never)).resolves.toBeTypeOf("function");
  expect(await stateOf(queue.acquire(never))).toBe(pending);
});

test("who gives up waiting is passed over", async () => {
  const queue = new Semaphore(1);
  const leave = await queue.acquire(never);
  const caller = new AbortController();
  const gone = queue.acquire(caller.signal);
  const next = queue.acquire(never);
  caller.abort("tired");
  await expect(gone).rejects.toBe("tired");
  leave();
  await next;
});

test("nobody enters with an aborted signal, not even an empty queue", async () => {
  await expect(new Semaphore(1).acquire(AbortSignal.abort("gone"))).rejects.toBe("gone");
});

test("an abort after the place was given takes nothing away", async () => {
  const queue = new Semaphore(1);
  const leave = await queue.acquire(never);
  const caller = new AbortController();
  const entering = queue.acquire(caller.signal);
  leave();
  caller.abort();
  (await entering)();
  await expect(queue.acquire(never)).resolves.toBeTypeOf("function");
});

test("whatever the order of arrivals, departures and cancellations, at most `limit` hold a place and none is lost", () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.record({ work: fc.nat(3), cancelled: fc.boolean() }), { maxLength: 20 }),
      async (limit, visitors) => {
        const queue = new Semaphore(limit);
        let inside = 0;
        const visits = visitors.map(async ({ work, cancelled }) => {
          const caller = new AbortController();
          const entering = queue.acquire(caller.signal);
          if (cancelled) caller.abort("gone");
          try {
            const leave = await entering;
            expect(++inside).toBeLessThanOrEqual(limit);
            for (let turn = 0; turn < work; turn++) await Promise.resolve();
            inside--;
            leave();
          } catch (reason) {
            expect(reason).toBe("gone");
          }
        });
        await Promise.all(visits);
        await Promise.all(Array.from({ length: limit }, () => queue.acquire(never)));
      },
    ),
  ));
