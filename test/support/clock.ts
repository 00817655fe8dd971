import { vi } from "vitest";

/** A monotonic clock that tests can advance. */
export interface Clock extends Disposable {
  forward(ms: number): void;
}

export function startClock(): Clock {
  let aheadMs = 0;
  const now = performance.now.bind(performance);
  const spy = vi.spyOn(performance, "now").mockImplementation(() => now() + aheadMs);
  return {
    forward(ms) {
      aheadMs += ms;
    },
    [Symbol.dispose]: () => spy.mockRestore(),
  };
}
