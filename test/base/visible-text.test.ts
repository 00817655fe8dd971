import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { invisible, quotable, visibleJson } from "../../src/base/visible-text.ts";
import { character, codeUnit } from "../codat/texts.ts";
import { runToEnd } from "../support/run-to-end.ts";

const hidden = [
  "\u0000",
  "\u007f",
  "\u0085",
  "\u00ad",
  "\u034f",
  "\u061c",
  "\u115f",
  "\u17b4",
  "\u180e",
  "\u200b",
  "\u200d",
  "\u200f",
  "\u2028",
  "\u2029",
  "\u202e",
  "\u2060",
  "\u2066",
  "\u3164",
  "\ufe0f",
  "\ufeff",
  "\uffa0",
  "\u{e0001}",
  "\u{e0041}",
  "\u{e01ef}",
  "\u{1d173}",
];
const mixed = fc.string({
  unit: fc.oneof(fc.constantFrom(...hidden), fc.string({ unit: character, maxLength: 1 })),
});
const isVisible = (text: string) => text.match(invisible()) === null;

describe("visibleJson", () => {
  test("is the same value, without invisible characters", () => {
    const values = fc.oneof(
      fc.jsonValue({ stringUnit: character }),
      fc.dictionary(mixed, fc.array(mixed)),
      fc.string({ unit: codeUnit }),
    );
    fc.assert(
      fc.property(values, (value) => {
        const text = runToEnd(visibleJson(value));
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(isVisible(text)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(hidden)("writes %j as its escape", (character) => {
    const text = runToEnd(visibleJson({ [character]: `a${character}b` }));
    expect(text).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(text)).toEqual({ [character]: `a${character}b` });
  });

  test("leaves visible characters unchanged", () => {
    const shown = { name: 'Ærøskøbing 顧客 🧾 “a”\\"', list: [1, null, true] };
    expect(runToEnd(visibleJson(shown))).toBe(JSON.stringify(shown));
  });
});

describe("quotable", () => {
  test("is one line without invisible characters, no longer than its limit and an ellipsis", () => {
    fc.assert(
      fc.property(mixed, fc.integer({ min: 1, max: 30 }), (text, limit) => {
        const quoted = quotable(text, limit);
        expect(isVisible(quoted)).toBe(true);
        expect(quoted.isWellFormed()).toBe(true);
        expect(quoted).not.toMatch(/[\r\n\t\v\f]/);
        expect(quoted.trim()).toBe(quoted);
        expect(Array.from(quoted.replace(/…$/, "")).length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ["plain", "plain"],
    ["  two\r\n\t lines  ", "two lines"],
    ["a\u202eb\u200bc", "abc"],
    ["a\ud800b", "a\ufffdb"],
    ["\u0000", ""],
    ["🧾".repeat(10), "🧾".repeat(10)],
    ["🧾".repeat(11), `${"🧾".repeat(10)}…`],
  ])("%j, limited to ten characters, is %j", (text, expected) => {
    expect(quotable(text, 10)).toBe(expected);
  });
});
