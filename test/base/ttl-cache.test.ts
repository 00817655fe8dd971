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
  test("a value is available until its TTL ends", () => {
    const cache = new TtlCache<number>({ ttlMs, maxEntries: 10 });
    cache.set("a", 1);
    vi.advanceTimersByTime(ttlMs - 1);
    expect(cache.get("a")).toBe(1);
    vi.advanceTimersByTime(1);
    expect(cache.get("a")).toBeUndefined();
  });

  test("an expired value is not returned even if the cleanup timer is late", async () => {
    const cache = new TtlCache<number>({ ttlMs, maxEntries: 10 });
    cache.set("a", 1);
    const now = vi.spyOn(performance, "now").mockReturnValue(performance.now() + ttlMs);
    expect(cache.get("a")).toBeUndefined();
    expect(await cache.getOrLoad("a", async () => 2)).toBe(2);
    now.mockRestore();
  });

  test("setting a value again restarts its TTL", () => {
    const cache = new TtlCache<number>({ ttlMs, maxEntries: 10 });
    cache.set("a", 1);
    vi.advanceTimersByTime(ttlMs - 1);
    cache.set("a", 2);
    vi.advanceTimersByTime(ttlMs - 1);
    expect(cache.get("a")).toBe(2);
  });

  test("each expired value is freed, even if it is never requested again", () => {
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

describe("limits", () => {
  test("over maxEntries, the oldest entry is evicted first", () => {
    const cache = new TtlCache<string>({ ttlMs, maxEntries: 2 });
    for (const key of ["a", "b", "c"]) cache.set(key, key);
    expect(keysOf(cache)).toEqual(["b", "c"]);
  });

  test("over maxBytes, the oldest entries are evicted first, and no more than necessary", () => {
    const cache = bySize();
    cache.set("a", "four");
    cache.set("b", "four");
    cache.set("c", "2b");
    expect(keysOf(cache)).toEqual(["a", "b", "c"]);
    cache.set("d", "sixsix");
    expect(keysOf(cache)).toEqual(["c", "d"]);
  });

  test("a value that is set again counts once, as the newest entry", () => {
    const cache = bySize();
    cache.set("a", "four");
    cache.set("b", "four");
    cache.set("a", "4444");
    expect(keysOf(cache)).toEqual(["a", "b"]);
    cache.set("c", "four");
    expect(keysOf(cache)).toEqual(["a", "c"]);
  });

  test("freed entries no longer count", () => {
    const cache = bySize();
    cache.set("a", "nine more");
    vi.advanceTimersByTime(ttlMs);
    cache.set("b", "four");
    cache.set("c", "four");
    expect(keysOf(cache)).toEqual(["b", "c"]);
  });

  test("the newest entry stays even if it is larger than maxBytes", () => {
    const cache = bySize();
    cache.set("a", "four");
    cache.set("b", "more than ten bytes");
    expect(keysOf(cache)).toEqual(["b"]);
  });
});

describe("loading", () => {
  const cache = () => new TtlCache<string | undefined>({ ttlMs, maxEntries: 10 });

  test("a loaded value is cached, even if it is undefined", async () => {
    const load = vi.fn(async () => undefined);
    const loaded = cache();
    await loaded.getOrLoad("a", load);
    await loaded.getOrLoad("a", load);
    expect(load).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(ttlMs);
    await loaded.getOrLoad("a", load);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test("callers with the same key share one load; other keys have their own", async () => {
    const loading = cache();
    const first = withResolvers();
    const second = vi.fn(async () => "second");
    const both = [loading.getOrLoad("a", () => first.promise), loading.getOrLoad("a", second)];
    expect(await loading.getOrLoad("b", async () => "other")).toBe("other");
    first.resolve("first");
    expect(await Promise.all(both)).toEqual(["first", "first"]);
    expect(second).not.toHaveBeenCalled();
  });

  test("a failed load fails only its own caller; the first waiter loads for all others", async () => {
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

  test("a failure is not cached", async () => {
    const loading = cache();
    await expect(loading.getOrLoad("a", () => Promise.reject(new Error("down")))).rejects.toThrow("down");
    expect(await loading.getOrLoad("a", async () => "up")).toBe("up");
  });
});
