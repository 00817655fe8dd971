/** Values by key, each for a while after it was found. */
export interface Memory<T> {
  /** The value of a key: remembered, being found for another caller, or found by `find`. */
  recall(key: string, find: () => Promise<T>): Promise<T>;
}

const mostKept = 1000;

export function createMemory<T>(keptMs: number): Memory<T> {
  const kept = new Map<string, { value: T; untilMs: number }>();
  const beingFound = new Map<string, Promise<T>>();

  const find = async (key: string, found: Promise<T>): Promise<T> => {
    beingFound.set(key, found);
    try {
      const value = await found;
      if (kept.size >= mostKept) kept.clear();
      kept.set(key, { value, untilMs: performance.now() + keptMs });
      return value;
    } finally {
      if (beingFound.get(key) === found) beingFound.delete(key);
    }
  };

  return {
    async recall(key, begin) {
      const known = kept.get(key);
      if (known && performance.now() < known.untilMs) return known.value;
      for (let other = beingFound.get(key); other; other = beingFound.get(key)) {
        // Another caller's search may end with that caller: then the next one makes its own.
        const found = await other.then(
          (value) => ({ value }),
          () => undefined,
        );
        if (found) return found.value;
      }
      return find(key, begin());
    },
  };
}
