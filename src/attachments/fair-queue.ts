import type { Release } from "../base/semaphore.ts";

/** A job, including all its runs. */
export interface QueuedJob {
  /** Jobs that wait start by cost, lowest first. */
  readonly cost: number;
  readonly arrivedAtMs: number;
  /** Whether it has never been interrupted. */
  isNew: boolean;
}

interface Run {
  job: QueuedJob;
  startedAtMs: number;
  interrupt: () => void;
  isInterrupted: boolean;
}

// Longer than ordinary files take. The longer slice is for a new job that is not cheaper: on a slow machine, a cheap run must
// not lose its place to an expensive one.
const sliceMs = 750;
const longSliceMs = 3_000;
const patienceMs = 10_000;

/**
 * Runs `limit` jobs at a time, the cheapest first. A job's cost is a guess, so a run that outlasts its slice while a new job
 * waits is interrupted and queued again. The run that started first is never interrupted, and a job that arrived 10 s ago
 * goes before all others: every job gets its turn.
 */
export class FairQueue {
  readonly #limit: number;
  readonly #waiting = new Map<QueuedJob, () => void>();
  // In the order in which they started.
  readonly #running = new Set<Run>();
  #timer: NodeJS.Timeout | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get running(): number {
    return this.#running.size;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Resolves when the job may run. `interrupt` asks it to release its place and to queue again. Rejects with the signal's reason. */
  async acquire(job: QueuedJob, signal: AbortSignal, interrupt: () => void): Promise<Release> {
    signal.throwIfAborted();
    const run = { job, startedAtMs: 0, interrupt, isInterrupted: false };
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(job);
        signal.removeEventListener("abort", giveUp);
      };
      const giveUp = () => {
        leave();
        // It may have been the job for which a run was to be interrupted.
        this.#makeRoom();
        reject(signal.reason);
      };
      signal.addEventListener("abort", giveUp, { once: true });
      this.#waiting.set(job, () => {
        leave();
        run.startedAtMs = performance.now();
        this.#running.add(run);
        resolve();
      });
      this.#next();
    });
    return () => {
      if (this.#running.delete(run)) this.#next();
    };
  }

  #next(): void {
    while (this.#running.size < this.#limit && this.#waiting.size > 0) {
      const [first] = [...this.#waiting.keys()].sort(firstOf(performance.now()));
      if (first) this.#waiting.get(first)?.();
    }
    this.#makeRoom();
  }

  #makeRoom(): void {
    clearTimeout(this.#timer);
    const runs = [...this.#running];
    const costs = [...this.#waiting.keys()].filter(({ isNew }) => isNew).map(({ cost }) => cost);
    const isMakingRoom = runs.some(({ isInterrupted }) => isInterrupted);
    const latest = runs.slice(1).at(-1);
    if (!latest || costs.length === 0 || isMakingRoom || runs.length < this.#limit) return;
    const allowedMs = Math.min(...costs) < latest.job.cost ? sliceMs : longSliceMs;
    const leftMs = latest.startedAtMs + allowedMs - performance.now();
    if (leftMs > 0) {
      this.#timer = setTimeout(() => this.#makeRoom(), Math.ceil(leftMs));
      return;
    }
    latest.isInterrupted = true;
    latest.job.isNew = false;
    latest.interrupt();
  }
}

function firstOf(nowMs: number): (a: QueuedJob, b: QueuedJob) => number {
  const hasWaited = ({ arrivedAtMs }: QueuedJob) => nowMs - arrivedAtMs >= patienceMs;
  return (a, b) =>
    Number(hasWaited(b)) - Number(hasWaited(a)) ||
    (hasWaited(a) ? 0 : Number(b.isNew) - Number(a.isNew) || a.cost - b.cost) ||
    a.arrivedAtMs - b.arrivedAtMs;
}
