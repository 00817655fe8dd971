import { setImmediate } from "node:timers/promises";

/** Work that yields often, so that a large input does not block the process. */
export type Steps<T> = Generator<void, T>;

// A tenth of the time for which the event loop may be blocked, for slower machines.
const sliceMs = 10;

/** Runs work to its end, and lets calls, pings and deadlines run after each slice of time. Throws the signal's reason once that aborts. */
export async function inSlices<T>(work: Steps<T>, signal?: AbortSignal): Promise<T> {
  let startedAtMs = performance.now();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    if (performance.now() - startedAtMs < sliceMs) continue;
    await setImmediate();
    signal?.throwIfAborted();
    startedAtMs = performance.now();
  }
}

/** Runs work to its end without a pause: for small inputs. */
export function toEnd<T>(work: Steps<T>): T {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}
