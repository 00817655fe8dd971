/** A place in the queue, given back once. */
export type Release = () => void;

/** At most `limit` holders at a time; the others wait in order, each until its signal aborts. */
export class Queue {
  readonly #limit: number;
  readonly #waiting = new Set<() => void>();
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves with a place; rejects with the signal's reason if that aborts first. */
  async enter(signal: AbortSignal): Promise<Release> {
    signal.throwIfAborted();
    if (this.#held >= this.#limit) await this.#turn(signal);
    else this.#held++;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#next();
    };
  }

  // A place goes straight to the first that waits, so that nobody who comes later overtakes.
  #next(): void {
    const [first] = this.#waiting;
    if (first) first();
    else this.#held--;
  }

  #turn(signal: AbortSignal): Promise<void> {
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
