import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findMatches } from "../../../src/attachments/find/find-matches.ts";
import { placesIn } from "../../../src/attachments/find/places.ts";
import { searchText } from "../../../src/attachments/find/search-text.ts";
import type { Block } from "../../../src/document-text/types.ts";
import { runToEnd } from "../../support/run-to-end.ts";

const lines = (...texts: string[]): Block[] => texts.map((line) => ({ line }));
const mark = (text: string): Block => ({ mark: text });

function search(blocks: readonly Block[], find: string, { fromPage = 1, limitChars = 60_000 } = {}) {
  return runToEnd(searchText(blocks, placesIn(blocks), find, { fromPage, limitChars }));
}

describe("a search", () => {
  test.each([
    ["Retention of Title", "8. RETENTION  OF title."],
    ["post-dated", "a post\u2010 dated cheque"],
    ["postdated", "a post-\ndated cheque"],
    ["credit limit", "the credit", "limit is"],
    ["office", "the o\uFB03ce"],
    ["three months' notice", "three months\u2019 notice"],
    ["STRASSE", "Lange Stra\u00DFe 7"],
    ["istanbul", "\u0130stanbul"],
    ["[page 9]", "see \\[page 9]"],
    ["a|b", "a\\|b"],
    ["first second", "first \u23CE second"],
    ["\u00A31,234", "\u00A31,234.50"],
  ])("finds %j in another spelling", (find, ...texts) => {
    expect(search(lines(...texts), find).total).toBe(1);
  });

  test("finds a text that continues on the next page, under the marks of both", () => {
    const blocks = [
      mark("page 1 of 2"),
      ...lines("a", "the credit"),
      mark("page 2 of 2"),
      ...lines("limit is", "b"),
    ];
    expect(search(blocks, "credit limit")).toMatchObject({
      total: 1,
      matchingPages: [1],
      text: "[match 1, page 1 of 2]\na\nthe credit\n[page 2 of 2]\nlimit is\nb",
    });
  });

  test("shows two lines around each match, without blank lines, and joins matches that are close", () => {
    const blocks = lines("1", "2", "", "3", "hit", "4", "hit", "5", "6", "7", "8", "9", "10", "11", "hit");
    expect(search(blocks, "hit").text).toBe(
      ["[match 1-2]", "2", "3", "hit", "4", "hit", "5", "6", "[match 3]", "10", "11", "hit"].join("\n"),
    );
  });

  test("shows only what is around the matches in a long line", () => {
    const long = `${"x ".repeat(5_000)}needle${" y".repeat(5_000)}`;
    const { text } = search(lines("before", long, "after"), "needle");
    expect(text).toMatch(/^\[match 1\]\nbefore\n….{200,400}needle.{200,400}…\nafter$/);
  });

  test("that finds nothing has no text", () => {
    expect(search(lines("abc"), "abd")).toMatchObject({ total: 0, shown: 0, text: "", isCut: false });
  });

  test("counts as many matches as a search in the whole folded text", () => {
    const letter = fc.constantFrom(
      "a",
      "b",
      "A",
      "B",
      " ",
      "-",
      "\u2013",
      "\u00A0",
      "\u00DF",
      "\u00E9",
      "e\u0301",
      "\\[",
      "|",
    );
    const text = fc.array(letter, { maxLength: 40 }).map((letters) => letters.join(""));
    const block = fc.oneof(
      { weight: 6, arbitrary: text.map((line) => ({ line })) },
      { weight: 1, arbitrary: fc.constant(mark("page 1 of 1")) },
    );
    const needle = fc.array(letter, { minLength: 1, maxLength: 4 }).map((letters) => letters.join(""));
    fc.assert(
      fc.property(fc.array(block, { maxLength: 30 }), needle, (blocks, find) => {
        let total = 0;
        runToEnd(findMatches(blocks, find, () => total++));
        const whole = blocks.map((one) => ("line" in one ? folded(one.line) : "")).join("");
        expect(total).toBe(folded(find) === "" ? 0 : whole.split(folded(find)).length - 1);
      }),
    );
  });

  test("finds every match in a text of many pieces, also where two pieces meet", () => {
    const needle = "a needle in the hay";
    const hay = "hay ".repeat(1_000);
    const blocks = lines(...Array.from({ length: 60 }, (_, at) => hay.slice(at) + needle + hay), needle);
    let total = 0;
    runToEnd(findMatches(blocks, needle, () => total++));
    expect(total).toBe(61);
  });
});

// A second, plain way to compare texts as a search does.
function folded(text: string): string {
  const visible = text.replaceAll("\\[", "[").replace(/[\s\u00A0\u2013-]/g, "");
  return visible.normalize("NFC").toUpperCase();
}

describe("matches that do not all fit", () => {
  const page = (number: number, matches: number) => [
    mark(`page ${number} of 9`),
    ...Array.from({ length: matches }, (_, at) =>
      lines(`hit ${number}.${at}`, ...Array(8).fill("-".repeat(80))),
    ).flat(),
  ];
  const blocks = [...page(1, 3), ...page(2, 3), ...page(4, 3), ...page(5, 3)];

  test("stop after a whole page, and continue with the next", () => {
    const seen: string[] = [];
    for (let fromPage: number | undefined = 1; fromPage; ) {
      const found = search(blocks, "hit", { fromPage, limitChars: 1_800 });
      expect(found).toMatchObject({ total: 12, matchingPages: [1, 2, 4, 5], isCut: false });
      seen.push(...(found.text.match(/hit \d\.\d/g) ?? []));
      fromPage = found.nextPage;
    }
    expect(seen).toEqual([1, 2, 4, 5].flatMap((number) => [0, 1, 2].map((at) => `hit ${number}.${at}`)));
  });

  test("on one page are cut, and the search continues with the next page that has some", () => {
    const found = search(blocks, "hit", { fromPage: 2, limitChars: 500 });
    expect(found).toMatchObject({ total: 12, before: 3, isCut: true, shown: 1, nextPage: 4 });
    expect(found.text).toContain("[match 4, page 2 of 9]");
  });

  test("in a text without pages are cut", () => {
    const text = lines(...Array.from({ length: 500 }, (_, at) => `hit number ${at}`));
    const found = search(text, "hit", { limitChars: 1_000 });
    expect(found.text.length).toBeLessThanOrEqual(1_000);
    expect(found).toMatchObject({ total: 500, isCut: true, nextPage: undefined });
    expect(found.shown).toBeLessThan(60);
  });
});
