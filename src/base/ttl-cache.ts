const mostKept = 1000;

/** Values by key, each for a while after it was found. */
export class TtlCache<T> {
  readonly #ttlMs: number;
  readonly #kept = new Map<string, { value: T; untilMs: number }>();
  readonly #loading = new Map<string, Promise<T>>();
  constructor({ ttlMs }: { ttlMs: number }) {
    this.#ttlMs = ttlMs;
  }
  async getOrLoad(key: string, load: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key);
    if (known && performance.now() < known.untilMs) return known.value;
    for (let other = this.#loading.get(key); other; other = this.#loading.get(key)) {
      const found = await other.then(
        (value) => ({ value }),
        () => undefined,
      );
      if (found) return found.value;
    }
    const loading = load();
    this.#loading.set(key, loading);
    try {
      const value = await loading;
      if (this.#kept.size >= mostKept) this.#kept.clear();
      this.#kept.set(key, { value, untilMs: performance.now() + this.#ttlMs });
      return value;
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }
}
