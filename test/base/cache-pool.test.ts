import { expect, test } from "vitest";
import { CachePool } from "../../src/base/cache-pool.ts";
import { TtlCache } from "../../src/base/ttl-cache.ts";

const cacheIn = (pool: CachePool) =>
  new TtlCache<string>({ ttlMs: 60_000, maxEntries: 10, sizeOf: ({ length }) => length, pool });

test("over the limit of a pool, the oldest entry of any of its caches is dropped", () => {
  const pool = new CachePool(10);
  const [one, two] = [cacheIn(pool), cacheIn(pool)];
  one.set("a", "1234");
  two.set("b", "1234");
  one.set("c", "12");
  expect([one.get("a"), two.get("b"), one.get("c")]).toEqual(["1234", "1234", "12"]);
  two.set("d", "1234");
  expect([one.get("a"), two.get("b"), one.get("c"), two.get("d")]).toEqual([undefined, "1234", "12", "1234"]);
  expect(one.size).toBe(1);
});

test("an entry that is replaced or evicted no longer counts", () => {
  const pool = new CachePool(10);
  const [one, two] = [cacheIn(pool), cacheIn(pool)];
  for (let at = 0; at < 100; at++) one.set("a", "123456");
  two.set("b", "1234");
  expect([one.get("a"), two.get("b")]).toEqual(["123456", "1234"]);
});

test("a value larger than the pool is kept alone", () => {
  const pool = new CachePool(10);
  const [one, two] = [cacheIn(pool), cacheIn(pool)];
  one.set("a", "1");
  two.set("b", "x".repeat(20));
  expect([one.get("a"), two.get("b")?.length]).toEqual([undefined, 20]);
  one.set("c", "1");
  expect([one.get("c"), two.get("b")]).toEqual(["1", undefined]);
});
