import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { TtlCache } from "../../src/base/ttl-cache.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const ttlMs = 1000;
const bySize = () =>
  new TtlCache<string>({ ttlMs, maxEntries: 100, maxBytes: 10, sizeOf: ({ length }) => length });
const keysOf = (cache: TtlCache<string>) =>
  ["a", "b", "c", "d"].filter((key) => cache.get(key) !== undefined);

// Node 20 has no Promise.withResolvers.
function withResolvers() {
  let resolve = (_value: string) => {};
  let reject = (_reason: Error) => {};
  const promise = new Promise<string>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

describe("expiry", () => {
  test("a value can be had until its time is over", () => {
    const cache = new TtlCache<number>({ ttlMs, maxEntries: 10 });
    cache.set("a", 1);
    vi.advanceTimersByTime(ttlMs - 1);
    expect(cache.get("a")).toBe(1);
    vi.advanceTimersByTime(1);
    expect(cache.get("a")).toBeUndefined();
  });

  test("an expired value is not returned, also where the timer that drops it comes late", async () => {
    const cache = new TtlCache<number>({ ttlMs, maxEntries: 10 });
    cache.set("a", 1);
    const now = vi.spyOn(performance, "now").mockReturnValue(performance.now() + ttlMs);
    expect(cache.get("a")).toBeUndefined();
    expect(await cache.getOrLoad("a", async () => 2)).toBe(2);
    now.mockRestore();
  });

  test("a value that is set again has its time anew", () => {
    const cache = new TtlCache<number>({ ttlMs, maxEntries: 10 });
    cache.set("a", 1);
    vi.advanceTimersByTime(ttlMs - 1);
    cache.set("a", 2);
    vi.advanceTimersByTime(ttlMs - 1);
    expect(cache.get("a")).toBe(2);
  });

  test("each value leaves memory at its time, though nobody asks for it", () => {
    const cache = new TtlCache<number>({ ttlMs, maxEntries: 10 });
    cache.set("a", 1);
    vi.advanceTimersByTime(ttlMs / 2);
    cache.set("b", 2);
    expect(cache.size).toBe(2);
    vi.advanceTimersByTime(ttlMs / 2);
    expect(cache.size).toBe(1);
    vi.advanceTimersByTime(ttlMs / 2);
    expect(cache.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("its timer does not keep the process alive", () => {
    vi.useRealTimers();
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = timers();
    new TtlCache<number>({ ttlMs, maxEntries: 10 }).set("a", 1);
    expect(timers()).toBe(before);
  });
});

describe("bounds", () => {
  test("over the entries, the oldest goes first", () => {
    const cache = new TtlCache<string>({ ttlMs, maxEntries: 2 });
    for (const key of ["a", "b", "c"]) cache.set(key, key);
    expect(keysOf(cache)).toEqual(["b", "c"]);
  });

  test("over the bytes, the oldest go first, and no more of them than must", () => {
    const cache = bySize();
    cache.set("a", "four");
    cache.set("b", "four");
    cache.set("c", "2b");
    expect(keysOf(cache)).toEqual(["a", "b", "c"]);
    cache.set("d", "sixsix");
    expect(keysOf(cache)).toEqual(["c", "d"]);
  });

  test("a value that is set again counts once, as the newest", () => {
    const cache = bySize();
    cache.set("a", "four");
    cache.set("b", "four");
    cache.set("a", "4444");
    expect(keysOf(cache)).toEqual(["a", "b"]);
    cache.set("c", "four");
    expect(keysOf(cache)).toEqual(["a", "c"]);
  });

  test("what has left no longer counts", () => {
    const cache = bySize();
    cache.set("a", "nine more");
    vi.advanceTimersByTime(ttlMs);
    cache.set("b", "four");
    cache.set("c", "four");
    expect(keysOf(cache)).toEqual(["b", "c"]);
  });

  test("the newest stays, though it is larger than the bound", () => {
    const cache = bySize();
    cache.set("a", "four");
    cache.set("b", "more than ten bytes");
    expect(keysOf(cache)).toEqual(["b"]);
  });
});

describe("loading", () => {
  const cache = () => new TtlCache<string | undefined>({ ttlMs, maxEntries: 10 });

  test("a loaded value is kept, also one that is undefined", async () => {
    const load = vi.fn(async () => undefined);
    const loaded = cache();
    await loaded.getOrLoad("a", load);
    await loaded.getOrLoad("a", load);
    expect(load).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(ttlMs);
    await loaded.getOrLoad("a", load);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test("callers of one key share a load; those of another have their own", async () => {
    const loading = cache();
    const first = withResolvers();
    const second = vi.fn(async () => "second");
    const both = [loading.getOrLoad("a", () => first.promise), loading.getOrLoad("a", second)];
    expect(await loading.getOrLoad("b", async () => "other")).toBe("other");
    first.resolve("first");
    expect(await Promise.all(both)).toEqual(["first", "first"]);
    expect(second).not.toHaveBeenCalled();
  });

  test("a load that fails fails its own caller; the first of those who wait loads for all", async () => {
    const loading = cache();
    const failing = withResolvers();
    const loads = [vi.fn(async () => "second"), vi.fn(async () => "third")] as const;
    const first = loading.getOrLoad("a", () => failing.promise);
    const others = loads.map((load) => loading.getOrLoad("a", load));
    failing.reject(new Error("cancelled"));
    await expect(first).rejects.toThrow("cancelled");
    expect(await Promise.all(others)).toEqual(["second", "second"]);
    expect(loads[1]).not.toHaveBeenCalled();
  });

  test("a failure is not kept", async () => {
    const loading = cache();
    await expect(loading.getOrLoad("a", () => Promise.reject(new Error("down")))).rejects.toThrow("down");
    expect(await loading.getOrLoad("a", async () => "up")).toBe("up");
  });
});
