import { describe, expect, test } from "vitest";
import { createMask } from "../../../src/guard/mask/mask.ts";

describe("an email address in prose is masked, and nothing around it", () => {
  test.each([
    ["plain", "jo@harbour.co.uk"],
    ["full-width", "ｊｏ＠ｈａｒｂｏｕｒ．ｃｏ．ｕｋ"],
    ["a full-width at sign", "jo＠harbour.co.uk"],
    ["full-width dots", "jo@harbour．co．uk"],
    ["ideographic dots", "jo@harbour。co。uk"],
    ["percent-encoded", "jo%40harbour.co.uk"],
    ["percent-encoded twice", "jo%2540harbour.co.uk"],
    ["an HTML entity", "jo&#64;harbour.co.uk"],
    ["spaces around the sign", "jo @ harbour.co.uk"],
    ["a no-break space before it", "jo\u00a0@harbour.co.uk"],
    ["(at)", "jo(at)harbour.co.uk"],
    ["(at) and (dot)", "jo (at) harbour (dot) co (dot) uk"],
    ["(@)", "jo(@)harbour.co.uk"],
    ["<at>", "jo<at>harbour.co.uk"],
    ["an escaped <at>", "jo &lt;at&gt; harbour.co.uk"],
    ["an entity with zeros", "jo&#0064;harbour.co.uk"],
    ["an escaped entity", "jo&amp;#x40;harbour.co.uk"],
    ["an escape of URLs", "jo%u0040harbour.co.uk"],
    ["an escape of code", "jo\\x40harbour.co.uk"],
    ["an escaped dot", "jo@harbour%2Eco&#46;uk"],
    ["a zero-width space", "jo\u200b@harbour.co.uk"],
  ])("%s", (_, address) => {
    for (const [before, after] of surroundings) {
      const { text } = createMask(["email"]);
      expect(text(before + address + after)).toBe(`${before}j•••@h•••.co.uk #1${after}`);
    }
  });
  const surroundings = [
    ["", ""],
    ["Write (", ")."],
    ["地址：", "。 12"],
  ];
});

test.each(["5 @ 3.50", "5 units @ 3.50 each", "10 @ £4", "@handle", "a@b", "100%"])(
  "not an email address: %s",
  (text) => {
    expect(createMask(["email"]).text(text)).toBe(text);
  },
);

test("one address has one number in every typography and in records; another accent is another address", () => {
  const { text } = createMask(["email"]);
  expect(text("jo@x.example, jo＠x．example, jo %40 x.example")).toBe(
    "j•••@x•••.example #1, j•••@x•••.example #1, j•••@x•••.example #1",
  );
  expect(text("rené@x.example, rene\u0301@x.example, rene@x.example")).toBe(
    "r•••@x•••.example #2, r•••@x•••.example #2, r•••@x•••.example #3",
  );
});

test.each(["jo*@harbour.co.uk", "jo'@harbour.co.uk", "jo\\@harbour.co.uk", "jo|@harbour.co.uk"])(
  "an address with an unusual last character before the sign is masked: %s",
  (address) => {
    expect(createMask(["email"]).text(address)).not.toMatch(/jo|harbour/);
  },
);

test("an address with letters outside the basic plane is masked as a whole", () => {
  expect(createMask(["email"]).text("𠮷田@harbour.co.uk")).toBe("𠮷•••@h•••.co.uk #1");
  expect(createMask(["email"]).text("jo@𠮷田.co.uk")).toBe("j•••@𠮷•••.co.uk #1");
});
