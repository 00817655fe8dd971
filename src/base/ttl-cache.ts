import type { CachePool } from "./cache-pool.ts";

export interface TtlCacheOptions<T> {
  ttlMs: number;
  maxEntries: number;
  /** Limit for all values together, as measured by `sizeOf`. */
  maxBytes?: number;
  sizeOf?: (value: T) => number;
  /** Limits this cache together with others. */
  pool?: CachePool | undefined;
}

interface Entry<T> {
  value: T;
  bytes: number;
  expiresAtMs: number;
  leavePool: (() => void) | undefined;
}

/** Caches each value for `ttlMs`. Over a limit it evicts the oldest first; the newest value stays, whatever its size. */
export class TtlCache<T> {
  readonly #options: TtlCacheOptions<T>;
  // In insertion order, which is also the order of expiry.
  readonly #entries = new Map<string, Entry<T>>();
  readonly #loading = new Map<string, Promise<T>>();
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: TtlCacheOptions<T>) {
    this.#options = options;
  }

  /** The number of values in memory. */
  get size(): number {
    return this.#entries.size;
  }

  get(key: string): T | undefined {
    return this.#live(key)?.value;
  }

  set(key: string, value: T): void {
    const { ttlMs, maxEntries, maxBytes = Number.POSITIVE_INFINITY, sizeOf, pool } = this.#options;
    this.#delete(key);
    const bytes = sizeOf?.(value) ?? 0;
    const leavePool = pool?.enter(bytes, () => this.#delete(key));
    this.#entries.set(key, { value, bytes, expiresAtMs: performance.now() + ttlMs, leavePool });
    this.#bytes += bytes;
    for (const [oldest] of this.#entries) {
      const isOver = this.#entries.size > maxEntries || this.#bytes > maxBytes;
      if (!isOver || this.#entries.size === 1) break;
      this.#delete(oldest);
    }
    this.#schedule();
  }

  /** The cached value, the result of a load in progress, or the result of `load`. */
  async getOrLoad(key: string, load: () => Promise<T>): Promise<T> {
    const cached = this.#live(key);
    if (cached) return cached.value;
    for (let other = this.#loading.get(key); other; other = this.#loading.get(key)) {
      // The load may have failed only because its caller canceled it. This caller then loads the value itself.
      const loaded = await other.then(
        (value) => ({ value }),
        () => undefined,
      );
      if (loaded) return loaded.value;
    }
    return this.#load(key, load());
  }

  async #load(key: string, loading: Promise<T>): Promise<T> {
    this.#loading.set(key, loading);
    try {
      const value = await loading;
      this.set(key, value);
      return value;
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }

  #live(key: string): Entry<T> | undefined {
    const entry = this.#entries.get(key);
    return entry && performance.now() < entry.expiresAtMs ? entry : undefined;
  }

  #delete(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#bytes -= entry.bytes;
    this.#entries.delete(key);
    entry.leavePool?.();
  }

  // Frees expired values that are never requested again.
  #schedule(): void {
    const [oldest] = this.#entries.values();
    if (this.#timer || !oldest) return;
    this.#timer = setTimeout(() => this.#dropExpired(), Math.ceil(oldest.expiresAtMs - performance.now()));
    this.#timer.unref();
  }

  #dropExpired(): void {
    this.#timer = undefined;
    for (const key of this.#entries.keys()) {
      if (this.#live(key)) break;
      this.#delete(key);
    }
    this.#schedule();
  }
}
