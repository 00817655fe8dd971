// A tenth of the time for which the event loop may be blocked, for slower machines.
const sliceMs = 10;

/** Runs work to its end, and lets the event loop run after each slice of time. Throws the signal's reason once that aborts. */
export async function inSlices<T>(work: Generator<void, T>, signal: AbortSignal): Promise<T> {
  let startedAtMs = performance.now();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    if (performance.now() - startedAtMs < sliceMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    startedAtMs = performance.now();
  }
}
