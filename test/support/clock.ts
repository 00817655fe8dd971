import { vi } from "vitest";

/** The clock that only runs, set forward at will. */
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
