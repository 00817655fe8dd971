import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pagedParts } from "../../../src/attachments/text/paged-parts.ts";
import { pagesOf, ranges } from "../../../src/attachments/text/pages.ts";
import type { Block } from "../../../src/document-text/types.ts";
import { runToEnd } from "../../support/run-to-end.ts";

const line = (text: string): Block => ({ line: text });
const mark = (text: string): Block => ({ mark: text });

function partsFrom(blocks: readonly Block[], limitChars: number, page?: number) {
  const pages = pagesOf(blocks);
  if (!pages) throw new Error("This text has no pages.");
  return runToEnd(pagedParts(blocks, pages, limitChars, page));
}

describe("the pages of a text", () => {
  test("are numbered by their marks, or in order if they are sheets", () => {
    const pdf = [mark("page 2 of 9"), line("a"), mark("page 5 of 9"), line("b")];
    expect(pagesOf(pdf)).toEqual({
      unit: "page",
      total: 9,
      pages: [
        { number: 2, from: 0, to: 2 },
        { number: 5, from: 2, to: 4 },
      ],
    });
    const book = [
      line("a note"),
      mark("sheet “A” (hidden)"),
      line("a"),
      mark("comments"),
      mark("sheet “B”"),
      line("b"),
    ];
    expect(pagesOf(book)).toMatchObject({
      unit: "sheet",
      total: 2,
      pages: [
        { number: 1, from: 0, to: 4 },
        { number: 2, from: 4, to: 6 },
      ],
    });
    expect(pagesOf([mark("headers"), line("a")])).toBeUndefined();
  });

  test("have names as ranges", () => {
    expect(ranges([1, 3, 4, 5, 9])).toBe("1, 3-5, 9");
    expect(ranges(Array.from({ length: 50 }, (_, at) => 2 * at))).toMatch(/, 38 and others$/);
  });
});

describe("a text in parts of whole pages", () => {
  const page = (number: number, chars: number) => [mark(`page ${number} of 4`), line("x".repeat(chars))];

  test("has as many pages in a part as fit", () => {
    const parts = partsFrom([...page(1, 90), ...page(2, 90), ...page(3, 90)], 220);
    expect(parts.map(({ first, last, isCut }) => [first, last, isCut])).toEqual([
      [1, 2, false],
      [3, 3, false],
    ]);
  });

  test("cuts only a page that is longer than a part", () => {
    const parts = partsFrom([...page(1, 50), ...page(2, 400), ...page(3, 50)], 300);
    expect(parts.map(({ first, last, isCut }) => [first, last, isCut])).toEqual([
      [1, 1, false],
      [2, 2, true],
      [2, 2, false],
      [3, 3, false],
    ]);
    expect(parts[2]?.text).toMatch(/^\[page 2 of 4, continued\]\n\[piece 2 of 2 of one line\] x+$/);
  });

  test("walking from page to page returns each page once, in order, within the limit", () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 260 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 300, max: 900 }), (chars, limit) => {
        const blocks = chars.flatMap((count, index) => [
          mark(`page ${index + 1} of ${chars.length}`),
          line(`${index + 1}:${"x".repeat(count)}`),
        ]);
        const seen: string[] = [];
        for (let next: number | undefined = 1; next !== undefined; ) {
          const [part] = partsFrom(blocks, limit, next);
          expect(part?.first).toBe(next);
          expect(part?.text.length).toBeLessThanOrEqual(limit);
          seen.push(part?.text ?? "");
          next = part && part.last < chars.length ? part.last + 1 : undefined;
        }
        const [whole] = partsFrom(blocks, 1_000_000);
        expect(seen.join("\n")).toBe(whole?.text);
      }),
    );
  });

  test("the parts from a page on are a part of the text, wherever it starts", () => {
    const blocks = Array.from({ length: 12 }, (_, index) => page(index + 1, 100 + 37 * index)).flat();
    for (let start = 1; start <= 12; start++) {
      const parts = partsFrom(blocks, 400, start);
      expect(parts[0]?.first).toBe(start);
      expect(new Set(parts.flatMap(({ first, last }) => [first, last])).has(12)).toBe(true);
    }
  });
});
