// One for each second of a minute, and one for the second that has begun.
const buckets = 61;

/** Counts events, at most `limit` in any minute. Keeps one count per second, whatever the limit. */
export class MinuteWindow {
  readonly #limit: number;
  readonly #counts = new Uint32Array(buckets);
  #total = 0;
  #second = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts an event and returns 0; or counts nothing and returns the seconds until the next event is within the limit. */
  count(nowMs: number): number {
    this.#forget(nowMs);
    if (this.#total >= this.#limit) return this.#secondsUntilRoom(nowMs);
    this.#counts[this.#second % buckets] = this.#at(this.#second) + 1;
    this.#total++;
    return 0;
  }

  isEmpty(nowMs: number): boolean {
    this.#forget(nowMs);
    return this.#total === 0;
  }

  #at(second: number): number {
    return this.#counts[second % buckets] ?? 0;
  }

  #forget(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    const passed = Math.min(second - this.#second, buckets);
    for (let nth = 1; nth <= passed; nth++) {
      this.#total -= this.#at(this.#second + nth);
      this.#counts[(this.#second + nth) % buckets] = 0;
    }
    this.#second = second;
  }

  #secondsUntilRoom(nowMs: number): number {
    const oldest = this.#second - buckets + 1;
    let second = oldest;
    while (this.#at(second) === 0) second++;
    return Math.ceil(second + buckets - nowMs / 1000);
  }
}
