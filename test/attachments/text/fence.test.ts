import fc from "fast-check";
import { expect, test } from "vitest";
import { fenceable, fenceChars, fenced } from "../../../src/attachments/text/fence.ts";
import { withoutInvisible } from "../../../src/base/visible-text.ts";

test("invisible characters are removed and counted; tabs and line breaks stay", () => {
  expect(withoutInvisible("a\u200bb\tc\nd\u{e0041}\u0007\u0085")).toEqual({ text: "ab\tc\nd\n", removed: 3 });
});

test("no text closes its code block or its fence", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("`", "```", "\n", "--- end", "text", "~~~", " ")), (pieces) => {
      const text = fenceable(pieces.join(""));
      const lines = fenced(text).split("\n");
      const boundary = /([0-9a-f]{16})/.exec(lines[0] ?? "")?.[1];
      expect(text).not.toContain(boundary);
      expect(lines[1]).toBe(`--- begin ${boundary} ---`);
      expect(lines.at(-1)).toBe(`--- end ${boundary} ---`);
      const ticks = lines.at(-2) ?? "";
      expect(ticks).toMatch(/^`{3,}$/);
      expect(lines[2]).toBe(`${ticks}text`);
      expect(lines.slice(3, -2).join("\n")).toBe(text);
      expect(text).not.toContain(ticks);
    }),
  );
});

test("two texts have two boundaries", () => {
  expect(fenced("a")).not.toBe(fenced("a"));
});

test.each(["`".repeat(50_000), "` ".repeat(400_000)])(
  "the fence of a text of backticks is not longer than the text",
  (ticks) => {
    const text = fenceable(ticks);
    expect(fenced(text).length).toBeLessThan(text.length + fenceChars);
    expect(text.replace(/ /g, "")).toBe(ticks.replace(/ /g, ""));
  },
);

test("every kind of line break becomes a line break: it joins no numbers and is not counted as invisible", () => {
  const lines = ["100\u2028200", "1\u00852", "3\u000b4", "5\f6", "7\r8", "9\r\n0"].map(withoutInvisible);
  expect(lines.map(({ text }) => text)).toEqual(["100\n200", "1\n2", "3\n4", "5\n6", "7\n8", "9\n0"]);
  expect(lines.every(({ removed }) => removed === 0)).toBe(true);
});
