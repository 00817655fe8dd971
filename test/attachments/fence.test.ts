import fc from "fast-check";
import { expect, test } from "vitest";
import { fenced } from "../../src/attachments/fence.ts";
import { withoutInvisible } from "../../src/codat/invisible.ts";

test("what cannot be seen is taken out and counted; tabs and line breaks stay", () => {
  expect(withoutInvisible("a\u200bb\tc\nd\u{e0041}\u0007\u0085")).toEqual({ text: "ab\tc\nd", removed: 4 });
});

test("whatever a text holds, it closes neither its code block nor its markers", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("`", "```", "\n", "--- end", "text", "~~~", " ")), (pieces) => {
      const text = pieces.join("");
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
