import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode } from "../../../src/document-text/input/decode.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);
const utf16le = (text: string) => Buffer.from(text, "utf16le");

test.each([
  ["plain letters", Buffer.from("Total 5"), undefined, "Total 5", "UTF-8"],
  ["valid UTF-8", Buffer.from("£ 5 – 売掛金"), undefined, "£ 5 – 売掛金", "UTF-8"],
  ["a UTF-8 byte order mark", Buffer.from("\uFEFF£ 5"), undefined, "£ 5", "UTF-8"],
  ["a UTF-16LE byte order mark", utf16le("\uFEFF£ 5"), undefined, "£ 5", "UTF-16LE"],
  ["a UTF-16BE byte order mark", utf16le("\uFEFF£ 5").swap16(), undefined, "£ 5", "UTF-16BE"],
  ["a pound sign as Sage writes it", bytes(0xa3, 0x35), undefined, "£5", "Windows-1252"],
  ["a euro sign as Windows writes it", bytes(0x80, 0x35), undefined, "€5", "Windows-1252"],
  ["one accent at the end", Buffer.from("caf\u00e9", "latin1"), undefined, "café", "Windows-1252"],
  [
    "UTF-8 text truncated inside a character",
    Buffer.from("£5 £").subarray(0, -1),
    undefined,
    "£5 \uFFFD",
    "UTF-8",
  ],
  ["a declared charset", bytes(0x83, 0x65), "Shift_JIS", "テ", "SHIFT_JIS"],
  ["a declared Latin-1", bytes(0x80, 0xa3), "iso-8859-1", "€£", "Windows-1252"],
  ["UTF-8 declared as ASCII", Buffer.from("£5"), "us-ascii", "£5", "UTF-8"],
  ["declared UTF-8 that is not valid UTF-8", bytes(0xa3, 0x35), "utf-8", "£5", "Windows-1252"],
  ["an unknown charset", Buffer.from("£5"), "x-unheard-of", "£5", "UTF-8"],
  [
    "a byte order mark that contradicts the declared charset",
    Buffer.from("\uFEFF£5"),
    "iso-8859-1",
    "£5",
    "UTF-8",
  ],
  ["no bytes", bytes(), undefined, "", "UTF-8"],
])("%s", (_, file, label, text, encoding) => {
  expect(decode(file, label)).toEqual({ text, encoding });
});

test("Windows-1252 is decoded as WHATWG specifies, on every version of Node.js", () => {
  const upper = Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index);
  expect(decode(upper).text).toBe("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ");
});

describe("any text", () => {
  const text = fc.string({ unit: "grapheme" });

  test("survives encoding as UTF-8", () => {
    const notMarked = text.filter((value) => !/^\uFEFF/.test(value));
    fc.assert(
      fc.property(notMarked, (value) => {
        expect(decode(Buffer.from(value))).toEqual({ text: value, encoding: "UTF-8" });
      }),
    );
  });

  test("survives encoding as UTF-16 with a byte order mark", () => {
    fc.assert(
      fc.property(text, fc.boolean(), (value, isBig) => {
        const file = utf16le(`\uFEFF${value}`);
        expect(decode(isBig ? file.swap16() : file).text).toBe(value);
      }),
    );
  });

  test("any bytes produce text; Windows-1252 produces one character per byte", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (file) => {
        const { text: decoded, encoding } = decode(file);
        if (encoding === "Windows-1252") expect(decoded).toHaveLength(file.length);
        expect(decoded.isWellFormed() || encoding.startsWith("UTF-16")).toBe(true);
      }),
    );
  });
});
