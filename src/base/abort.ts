/**
 * Settles like the promise, or rejects with the signal's reason as soon as the signal aborts. Passing the signal to
 * fetch is not enough: on Node 20 and 22 some broken responses stay pending after an abort.
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

/** Calls `react` with the reason when the signal aborts, or immediately if it already has. Returns a function that stops listening. */
export function onAbort(signal: AbortSignal, react: (reason: unknown) => void): () => void {
  const listen = () => react(signal.reason);
  if (signal.aborted) listen();
  else signal.addEventListener("abort", listen, { once: true });
  return () => signal.removeEventListener("abort", listen);
}

/** Cancels work of its own, and follows the signal of the work around it. One listener serves the signal and the race. */
export class Cancellation {
  readonly #controller = new AbortController();
  readonly #stopListening: () => void;
  #reject: (reason: unknown) => void = () => {};

  /** `reasonOf` replaces the reason of the signal that it follows. */
  constructor(followed: AbortSignal, reasonOf = (reason: unknown) => reason) {
    this.#stopListening = onAbort(followed, (reason) => this.abort(reasonOf(reason)));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  abort(reason: unknown): void {
    if (this.signal.aborted) return;
    this.#controller.abort(reason);
    this.#reject(reason);
  }

  /** Like `untilAborted`, for one promise. Stops following when that has settled. */
  async race<T>(promise: Promise<T>): Promise<T> {
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#reject = reject;
        if (this.signal.aborted) reject(this.signal.reason);
        promise.then(resolve, reject);
      });
    } finally {
      this.#stopListening();
    }
  }
}
