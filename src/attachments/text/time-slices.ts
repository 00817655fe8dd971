// A tenth of what the event loop may be blocked for: machines are slower than the one where this was measured.
const sliceMs = 10;

/** Returns a function that lets the event loop run once a slice of time has passed; it throws the signal's reason once that aborts. */
export function timeSlices(signal: AbortSignal): { isOver: () => boolean; next: () => Promise<void> } {
  let startedAtMs = performance.now();
  return {
    isOver: () => performance.now() - startedAtMs >= sliceMs,
    async next() {
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      startedAtMs = performance.now();
    },
  };
}
