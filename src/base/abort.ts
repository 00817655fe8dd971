/**
 * Settles as the promise does, or rejects with the signal's reason as soon as that aborts. A signal handed to fetch is
 * not enough: on Node 20 and 22 some broken answers stay pending after it aborts.
 */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    const fail = () => reject(signal.reason);
    if (signal.aborted) fail();
    signal.addEventListener("abort", fail, { once: true });
    stop = () => signal.removeEventListener("abort", fail);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    stop();
  }
}

/** Calls `react` with the signal's reason when it aborts, at once if it has; returns what ends the watch. */
export function onAbort(signal: AbortSignal, react: (reason: unknown) => void): () => void {
  const listen = () => react(signal.reason);
  if (signal.aborted) listen();
  else signal.addEventListener("abort", listen, { once: true });
  return () => signal.removeEventListener("abort", listen);
}
