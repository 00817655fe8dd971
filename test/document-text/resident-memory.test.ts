import { afterEach, beforeEach, expect, test } from "vitest";
import { watchMemory } from "../../src/document-text/resident-memory.ts";
import { usedBytes } from "../support/memory.ts";

const mebibyte = 1024 * 1024;
const held: Buffer[] = [];
const ends: (() => void)[] = [];
// What earlier tests have left is freed now, not while a test watches.
beforeEach(usedBytes);
afterEach(() => {
  held.length = 0;
  for (const end of ends.splice(0)) end();
});

/** Starts to watch; `ended` lists the jobs that were ended. */
function watch(names: string[], otherBytes = () => 0): string[] {
  const ended: string[] = [];
  for (const name of names) {
    const unwatch = watchMemory({ residentBytes: 50 * mebibyte, otherBytes }, () => {
      ended.push(name);
      unwatch();
    });
    ends.push(unwatch);
  }
  return ended;
}

const grow = async (bytes: number) => {
  held.push(Buffer.alloc(bytes, 1));
  await new Promise((resolve) => setTimeout(resolve, 400));
};

test("a process that outgrows two jobs' bounds ends the latest job first, then the other", async () => {
  const ended = watch(["first", "second"]);
  await grow(300 * mebibyte);
  await expect.poll(() => ended, { timeout: 10_000 }).toEqual(["second", "first"]);
});

test("bytes of downloads do not count against a job", async () => {
  let downloaded = 0;
  const ended = watch(["only"], () => downloaded);
  downloaded = 400 * mebibyte;
  await grow(downloaded);
  expect(ended).toEqual([]);
  downloaded = 0;
  await expect.poll(() => ended, { timeout: 10_000 }).toEqual(["only"]);
});
