import { memoryUsage } from "node:process";
import { bounds } from "./bounds.ts";
import type { ThreadOptions } from "./worker-thread.ts";

type Limits = Pick<ThreadOptions, "residentBytes" | "otherBytes">;

interface Watched {
  limitBytes: () => number;
  end: () => void;
}

const watchMs = 50;
const none = () => 0;

// In the order in which the jobs started.
const jobs = new Set<Watched>();
let timer: NodeJS.Timeout | undefined;
let leastAtRest = Number.POSITIVE_INFINITY;
let latestAtRest = 0;
let checksToSkip = 0;

/** Calls `end` once if the process outgrows all running jobs' bounds: the last resort, because resident memory is measured per process. Returns a function that ends the watch. */
export function watchMemory(
  { residentBytes = bounds.residentBytes, otherBytes = none }: Limits,
  end: () => void,
): () => void {
  if (jobs.size === 0) noteRest(otherBytes());
  const job = { end, limitBytes: () => mostResident(residentBytes, otherBytes()) };
  jobs.add(job);
  timer ??= setInterval(check, watchMs);
  return () => {
    jobs.delete(job);
    if (jobs.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function noteRest(otherBytes: number): void {
  latestAtRest = Math.max(0, memoryUsage.rss() - otherBytes);
  leastAtRest = Math.min(leastAtRest, latestAtRest);
}

// glibc can keep what a worker frees. Measured from the latest idle size, the limit would grow with each job. Measured only from
// the smallest, it could leave no memory for a file.
function mostResident(residentBytes: number, otherBytes: number): number {
  const base = Math.max(leastAtRest, latestAtRest - residentBytes);
  return base + bounds.jobs * residentBytes + otherBytes;
}

const checksForRelease = 2;

// One job at a time, the latest first: once it has released its memory, the other can often finish.
function check(): void {
  if (checksToSkip > 0) {
    checksToSkip--;
    return;
  }
  const latest = [...jobs].at(-1);
  if (!latest || memoryUsage.rss() <= latest.limitBytes()) return;
  checksToSkip = checksForRelease;
  latest.end();
}
