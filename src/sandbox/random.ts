/** A seeded generator (mulberry32): the same seed gives the same values on every machine. */
export function seededRandom(seed: number) {
  let state = seed;

  /** 32 bits. */
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** A whole number from `low` to `high`, inclusive. */
  function between(low: number, high: number): number {
    return low + (next() % (high - low + 1));
  }

  function chance(percent: number): boolean {
    return next() % 100 < percent;
  }

  function pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[next() % choices.length] ?? choices[0];
  }

  function digits(count: number): string {
    return Array.from({ length: count }, () => between(0, 9)).join("");
  }

  function uuid(): string {
    const hex = Array.from({ length: 4 }, () => next().toString(16).padStart(8, "0")).join("");
    const variant = "89ab".charAt(next() % 4);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  return { next, between, chance, pick, digits, uuid };
}

export type Random = ReturnType<typeof seededRandom>;
