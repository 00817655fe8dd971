import fc from "fast-check";
import { expect, test } from "vitest";
import { toEnd } from "../../src/base/event-loop.ts";
import { jsonText } from "../../src/base/json-text.ts";

const long = fc
  .tuple(fc.string({ unit: "binary" }), fc.constantFrom("a", '"', "\u0000", "😀", "\ud83d"), fc.nat(3))
  .map(([text, part, times]) => text + part.repeat(times * 40_000) + text);
const many = fc
  .tuple(fc.jsonValue(), fc.constantFrom(1, 30_000))
  .map(([value, times]) => Array.from({ length: times }, () => value));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ depthSize: "small" }, fc.jsonValue(), long, many, tie("list"), tie("object")),
  list: fc.array(tie("tree"), { maxLength: 3 }),
  object: fc.dictionary(fc.oneof(fc.string(), fc.constant("__proto__"), long), tie("tree"), { maxKeys: 3 }),
}));

test("a value of any size is written as JSON.stringify writes it", () => {
  fc.assert(
    fc.property(tree, (value) => {
      expect(toEnd(jsonText(value)) === JSON.stringify(value)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test("fields without a value are omitted, also from a large object", () => {
  const value = { a: undefined, text: "x".repeat(200_000), b: undefined, c: [undefined] };
  expect(toEnd(jsonText(value))).toBe(JSON.stringify(value));
});

test("a text over the limit ends early", () => {
  const text = toEnd(jsonText({ text: "x".repeat(5_000_000) }, 100_000));
  expect(text.length).toBeGreaterThan(100_000);
  expect(text.length).toBeLessThan(200_000);
});
