/** Values by key, each for a while after it was put there. */
export interface Memory<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
}

const mostKept = 1000;

export function createMemory<T>(keptMs: number): Memory<T> {
  const kept = new Map<string, { value: T; untilMs: number }>();
  return {
    get(key) {
      const known = kept.get(key);
      return known && performance.now() < known.untilMs ? known.value : undefined;
    },
    set(key, value) {
      if (kept.size >= mostKept) kept.clear();
      kept.set(key, { value, untilMs: performance.now() + keptMs });
    },
  };
}
