import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partsOf } from "../../../src/attachments/text/parts.ts";
import { inSlices } from "../../../src/base/event-loop.ts";
import type { Block } from "../../../src/document-text/types.ts";

const split = (blocks: readonly Block[], limitChars: number) =>
  inSlices(partsOf(blocks, limitChars), new AbortController().signal);
const line = (text: string): Block => ({ line: text });
const mark = (text: string): Block => ({ mark: text });

describe("a text in parts", () => {
  test("a short text is one part, its marks in brackets", async () => {
    expect(await split([mark("page 1 of 2"), line("a"), mark("page 2 of 2"), line("b")], 1000)).toEqual([
      "[page 1 of 2]\na\n[page 2 of 2]\nb",
    ]);
  });

  test("a part that begins within a section repeats its mark", async () => {
    const parts = await split([mark("page 1 of 1"), line("x".repeat(150)), line("y".repeat(150))], 250);
    expect(parts).toEqual([
      `[page 1 of 1]\n${"x".repeat(150)}`,
      `[page 1 of 1, continued]\n${"y".repeat(150)}`,
    ]);
  });

  test("a line longer than a part is split, and each piece is marked", async () => {
    const parts = await split([line("z".repeat(500))], 300);
    expect(parts).toHaveLength(3);
    expect(parts[1]).toMatch(/^\[piece 2 of 3 of one line\] z+$/);
  });

  test("no mark is the last line of a part while its first line is in the next", async () => {
    const parts = await split([line("x".repeat(150)), mark("page 2 of 2"), line("y".repeat(150))], 250);
    expect(parts).toEqual(["x".repeat(150), `[page 2 of 2]\n${"y".repeat(150)}`]);
  });

  test("no piece begins with a bracket whose backslash ends the piece before", async () => {
    for (let before = 100; before < 130; before++) {
      const text = `${"x".repeat(before)}\\[page 9 of 9]${"y".repeat(300)}`;
      for (const part of await split([line(text)], 200)) expect(part).not.toMatch(/\] \[page/);
    }
  });

  test("no text has no parts", async () => {
    expect(await split([], 100)).toEqual([]);
  });

  test("every character comes once, in order, within the limit, and no line that fits is split", async () => {
    const block = fc.oneof(
      {
        weight: 5,
        arbitrary: fc
          .string({ maxLength: 200, unit: "grapheme" })
          .map((text) => line(text.replace(/[\n[\]]/g, ""))),
      },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 99 }).map((number) => mark(`page ${number}`)) },
      {
        weight: 1,
        arbitrary: fc
          .string({ minLength: 300, maxLength: 2000 })
          .map((text) => line(text.replace(/[\n[\]]/g, ""))),
      },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(block, { maxLength: 40 }),
        fc.integer({ min: 220, max: 900 }),
        async (blocks, limit) => {
          const parts = await split(blocks, limit);
          for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit);
          const lines = parts
            .flatMap((part) => part.split("\n"))
            .filter((text) => !/^\[page \d+(, continued)?\]$/.test(text));
          const said = lines.join("").replace(/\[piece \d+ of \d+ of one line\] /g, "");
          const given = blocks.flatMap((one) => ("line" in one ? [one.line] : []));
          expect(said).toBe(given.join(""));
          for (const text of given) if (text.length < limit - 100) expect(lines).toContain(text);
        },
      ),
    );
  });
});
