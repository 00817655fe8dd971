interface Pooled {
  bytes: number;
  drop: () => void;
}

/** Limits what several caches keep together: over the limit, the oldest entry of any of them is dropped. */
export class CachePool {
  readonly #maxBytes: number;
  // In insertion order.
  readonly #entries = new Set<Pooled>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Counts an entry until the returned function is called. `drop` must call it. */
  enter(bytes: number, drop: () => void): () => void {
    const entry = { bytes, drop };
    this.#entries.add(entry);
    this.#bytes += bytes;
    for (const oldest of this.#entries) {
      if (this.#bytes <= this.#maxBytes || oldest === entry) break;
      oldest.drop();
    }
    return () => {
      if (this.#entries.delete(entry)) this.#bytes -= bytes;
    };
  }
}
