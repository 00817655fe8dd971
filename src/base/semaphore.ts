/** Releases a permit. Further calls do nothing. */
export type Release = () => void;

/** A semaphore with `limit` permits. Callers wait in FIFO order, each until its signal aborts. */
export class Semaphore {
  readonly #limit: number;
  readonly #waiting = new Set<() => void>();
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Permits that are held. */
  get held(): number {
    return this.#held;
  }

  /** Callers that wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Resolves when a permit is free. Rejects with the signal's reason if the signal aborts first. */
  async acquire(signal: AbortSignal): Promise<Release> {
    signal.throwIfAborted();
    if (this.#held >= this.#limit) await this.#wait(signal);
    else this.#held++;
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      this.#next();
    };
  }

  // The permit passes directly to the first waiter, so that no later caller overtakes it.
  #next(): void {
    const [first] = this.#waiting;
    if (first) first();
    else this.#held--;
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const take = () => {
        leave();
        resolve();
      };
      const giveUp = () => {
        leave();
        reject(signal.reason);
      };
      const leave = () => {
        this.#waiting.delete(take);
        signal.removeEventListener("abort", giveUp);
      };
      this.#waiting.add(take);
      signal.addEventListener("abort", giveUp, { once: true });
    });
  }
}
