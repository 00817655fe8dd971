/** Calls `react` with the reason when the signal aborts, or immediately if it already has. Returns a function that stops listening. */
export function onAbort(signal: AbortSignal, react: (reason: unknown) => void): () => void {
  const listen = () => react(signal.reason);
  if (signal.aborted) listen();
  else signal.addEventListener("abort", listen, { once: true });
  return () => signal.removeEventListener("abort", listen);
}

/** Cancels work of its own, and follows the signal of the work around it, with one listener. */
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

  /** Settles like the promise of `work`, or rejects as soon as the signal aborts. Stops following then. Call it once. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#reject = reject;
        if (this.signal.aborted) reject(this.signal.reason);
        work(this.signal).then(resolve, reject);
      });
    } finally {
      this.#stopListening();
    }
  }
}

/**
 * Settles like the promise, or rejects with the signal's reason as soon as the signal aborts. Passing the signal to
 * fetch is not enough: on Node 20 and 22 some broken responses stay pending after an abort.
 */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Cancellation(signal).run(() => promise);
}
