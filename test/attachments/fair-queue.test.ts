import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FairQueue, type QueuedJob } from "../../src/attachments/fair-queue.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Runs jobs that end only when the test ends them; `started` lists their costs in the order in which they start. */
function startQueue() {
  const queue = new FairQueue(2);
  const started: number[] = [];
  const interrupted: number[] = [];
  const running = new Map<QueuedJob, () => void>();
  const signal = new AbortController().signal;
  const add = (cost: number) => {
    const job: QueuedJob = { cost, arrivedAtMs: performance.now(), isNew: true };
    const enter = async (): Promise<void> => {
      const release = await queue.acquire(job, signal, () => {
        interrupted.push(cost);
        running.get(job)?.();
        void enter();
      });
      started.push(cost);
      running.set(job, release);
    };
    void enter();
    return job;
  };
  const forward = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return { started, interrupted, add, forward, end: (job: QueuedJob) => running.get(job)?.() };
}

test("two jobs run at a time, and the cheapest waiting job is next", async () => {
  const { started, add, end, forward } = startQueue();
  const first = add(50);
  add(40);
  for (const cost of [30, 10, 20]) add(cost);
  await forward(0);
  expect(started).toEqual([50, 40]);
  end(first);
  await forward(0);
  expect(started).toEqual([50, 40, 10]);
});

test("a run that outlasts its slice is interrupted for a new job; the run that started first continues", async () => {
  const { started, interrupted, add, forward } = startQueue();
  add(50);
  add(40);
  await forward(500);
  add(10);
  await forward(200);
  expect(interrupted).toEqual([]);
  await forward(100);
  expect(interrupted).toEqual([40]);
  expect(started).toEqual([50, 40, 10]);
});

test("a new job that is not cheaper waits for a longer slice", async () => {
  const { started, interrupted, add, forward } = startQueue();
  add(50);
  add(40);
  add(41);
  await forward(2900);
  expect(interrupted).toEqual([]);
  await forward(200);
  expect(interrupted).toEqual([40]);
  expect(started).toEqual([50, 40, 41]);
});

test("without a new job nothing is interrupted", async () => {
  const { interrupted, add, forward } = startQueue();
  add(50);
  add(40);
  await forward(60_000);
  expect(interrupted).toEqual([]);
});

test("a job that has waited for 10 s goes before cheaper and new ones", async () => {
  const { started, add, end, forward } = startQueue();
  const first = add(1);
  const small = [add(2)];
  add(99);
  for (let half = 0; half < 24; half++) {
    small.push(add(3), add(3));
    await forward(500);
    for (const job of small) end(job);
    expect(started.includes(99)).toBe(half >= 20);
  }
  end(first);
});
