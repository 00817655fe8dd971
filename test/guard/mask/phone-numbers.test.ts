import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMask } from "../../../src/guard/mask/mask.ts";

const { text: mask } = createMask(["phone"]);
/** A text with its masked parts as `<phone>`, whatever their numbers. */
const masked = (text: string) => mask(text).replace(/••• \(phone\) #\d+/g, "<phone>");

describe("a phone number in prose is masked, and nothing around it", () => {
  test.each([
    ["plain", "0161 496 0142"],
    ["international", "+44 161 496 0142"],
    ["with 00", "0044 161 496 0142"],
    ["with a bracketed 0", "+44 (0)161 496 0142"],
    ["with a bracketed code", "(0161) 496 0142"],
    ["no-break spaces", "0161\u00a0496\u00a00142"],
    ["thin spaces", "0161\u2009496\u20090142"],
    ["narrow no-break spaces", "0161\u202f496\u202f0142"],
    ["hyphens", "0161\u2010496\u20100142"],
    ["non-breaking hyphens", "0161\u2011496\u20110142"],
    ["figure dashes", "0161\u2012496\u20120142"],
    ["en dashes", "0161\u2013496\u20130142"],
    ["em dashes", "0161\u2014496\u20140142"],
    ["bars", "0161\u2015496\u20150142"],
    ["minus signs", "0161\u2212496\u22120142"],
    ["small em dashes", "0161\ufe58496\ufe580142"],
    ["small hyphens", "0161\ufe63496\ufe630142"],
    ["full-width hyphens", "0161\uff0d496\uff0d0142"],
    ["dots", "01.99.00.12.34"],
    ["slashes", "0161/4960142"],
    ["underscores", "0161_496_0142"],
    ["Indian, in fives", "98765 43210"],
    ["Indian, with a dash", "98765-43210"],
    ["Russian", "8 (495) 555-01-42"],
    ["Russian, with dashes", "8-800-555-01-42"],
    ["Brazilian", "(11) 95555-0142"],
    ["ext.", "0161 496 0142 ext. 12"],
    ["x", "0161 496 0142 x12"],
    ["#", "0161 496 0142 #12"],
    ["toll-free", "1-800-555-0199"],
    ["toll-free, one group", "1800 555 0199"],
    ["North American", "(212) 555-0199"],
    ["with a full-width plus", "\uff0b44 161 496 0142"],
    ["ten bare digits", "7911123456"],
    ["twelve bare digits", "441614960142"],
    ["full-width digits", "\uff10\uff11\uff16\uff11\u3000\uff14\uff19\uff16\u3000\uff10\uff11\uff14\uff12"],
    ["Arabic-Indic digits", "٠١٦١ ٤٩٦ ٠١٤٢"],
    ["Persian digits", "۰۱۶۱۴۹۶۰۱۴۲"],
    ["Devanagari digits", "०१६१ ४९६ ०१४२"],
    ["bold digits", "𝟎𝟏𝟔𝟏 𝟒𝟗𝟔 𝟎𝟏𝟒𝟐"],
    ["zero-width spaces", "0161\u200b496\u200b0142"],
  ])("%s", (_, phone) => {
    for (const [before, after] of surroundings) {
      expect(masked(before + phone + after)).toBe(`${before}<phone>${after}`);
    }
  });
  const surroundings = [
    ["", ""],
    ["Call ", " today."],
    ["Jo Miller (", "), owes £12 450.00."],
    ["电话", "。"],
    ["30/06/2026 ", ", or write"],
  ];

  test.each([
    "Tel020 7946 0018",
    "Tél 1614960",
    "Tel.020 7946 0018",
    "T: 161 496 0142",
    "Phone no. 4961234",
    "phone=4961234",
    "WhatsApp: 161 496 0142",
  ])("after a word for telephone: %s", (text) => {
    expect(masked(text)).toMatch(/^\D*<phone>$/);
  });

  test("two in a row, even if only a slash separates them", () => {
    expect(masked("0161 496 0142/0161 496 0143, 7911123456/7911123457")).toBe(
      "<phone>/<phone>, <phone>/<phone>",
    );
    expect(masked("0161 496 0142Fax 0161 496 0143")).toBe("<phone>Fax <phone>");
  });
});

test.each([
  "1 234 567.89",
  "12 000 000 000.00",
  "GBP 1234567890",
  "1234567890 EUR",
  "£1234567890",
  "1234567890.12",
  "1234567890,12",
  "1.234.567,89",
  "+10 000 000.00",
  "2026-06-30T12:00:00.0000000Z",
  "01/02/2026 450 12.50",
  "20260630153000",
  "Tel 30/06/2026",
  "Phone 45.00 1200.55",
  "Invoice 1234567890",
  "Invoice no. 1234567890",
  "#1234567890",
  "INV-2026000123",
  "PO/2026000123",
  "ID: 7110701885",
  "Account number 0123456789",
  "A/c 12345678901",
  "0000123456",
  "00999142",
  "12-3456789",
  "ABN 51 824 753 556",
  "SIRET 123 456 789 00012",
  "GB29 NWBK 6016 1331 9268 19",
  "DE89 3704 0044 0532 0130 00",
  "NL91 ABNA 0417 1643 00",
  "GB29NWBK60161331926819",
  "Sort code 01-02-03 Account 12345678",
  "08-99-00 12345678",
  "4929 0123 4567 8901",
  "01234567-1234-1234-1234-123456789012",
  "0.1234567890",
  "1782760964123",
  "2026_06_30",
  "scan_0161_496_0142",
  "0161_496_0142_scan",
  "12345 67890",
  "61000 70000 80000",
  "Order 98765 43210",
  "2026-06-01T08:00:00.7654321",
  "12:30:01.234567890",
  '"modifiedDate": 1782760964, "id": "7110701885"',
  "0.00 0.00 125.50 3,400.00",
  "2026 2025 2024 2023",
])("not a phone number: %s", (text) => {
  expect(mask(text)).toBe(text);
});

const spaces = ["", " ", "\u00a0", "\u2009", "\u202f", "\u2007", "\u3000"];
const dashes = ["-", ..."\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"];
const zeros = ["0", "\uff10", "\u0660", "\u06f0", "\u0966", "\u09e6", "\u0e50", "\u{1d7ce}"];
const digitsOf = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((all) => all.join(""));
const leading = fc.integer({ min: 2, max: 9 }).map(String);
const groups = fc.oneof(
  fc.tuple(digitsOf(3), digitsOf(3), digitsOf(4)).map(([a, b, c]) => [`01${a.slice(1)}`, b, c]),
  fc.tuple(digitsOf(4), digitsOf(4)).map(([a, b]) => ["020", a, b]),
  fc.tuple(digitsOf(3), digitsOf(3), digitsOf(4)).map(([a, b, c]) => ["+44", a, b, c]),
  fc
    .tuple(leading, digitsOf(2), leading, digitsOf(2), digitsOf(4))
    .map(([a, b, c, d, e]) => [a + b, c + d, e]),
  fc.tuple(leading, digitsOf(2), digitsOf(4)).map(([a, b, c]) => ["1", "800", a + b, c]),
);
const phone = fc
  .tuple(
    groups,
    fc.constantFrom(...spaces.slice(1), ...dashes, "."),
    fc.constantFrom(...zeros),
    fc.constantFrom("", " ext. 12", " x12", " #12"),
  )
  .map(([parts, separator, zero, extension]) => inDigits(parts.join(separator), zero) + extension);

function inDigits(text: string, zero: string): string {
  return text.replace(/\d/g, (digit) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit)));
}

test("in prose, every phone number is masked in every typography, and the text around it is unchanged", () => {
  const words = fc
    .array(fc.constantFrom("Jo", "please", "the", "office", "owes", "Harbour", "naïve", "電話", "из"), {
      maxLength: 4,
    })
    .map((all) => all.join(" "));
  fc.assert(
    fc.property(words, phone, words, (before, number, after) => {
      expect(masked(`${before} ${number}, ${after}`)).toBe(`${before} <phone>, ${after}`);
    }),
    { numRuns: 2_000 },
  );
});

test("in any text, the unmasked parts are unchanged and in order", () => {
  const piece = fc.oneof(
    phone,
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom(" ", "/", "(", "+", "•"),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join("");
      let from = 0;
      for (const kept of mask(text).split(/••• \(phone\) #\d+/)) {
        const place = text.indexOf(kept, from);
        expect(place).toBeGreaterThanOrEqual(from);
        from = place + kept.length;
      }
    }),
    { numRuns: 1_000 },
  );
});

test("the same number in another typography has the same pseudonym", () => {
  const { text } = createMask(["phone"]);
  const [first, second] = text("0161 496 0142, 0161\u00a0496\u00a00142").split(", ");
  expect(second).toBe(first);
});

test.each([
  ["☎ 555-0142", "☎ <phone>"],
  ["📞: 555 0142", "📞: <phone>"],
  ["https://wa.me/441614960142", "https://wa.me/<phone>"],
  ["Tél n° 0161 496 0142", "Tél n° <phone>"],
])("a sign or a link that means a telephone number is a label: %s", (text, expected) => {
  expect(masked(text)).toBe(expected);
});

test.each([
  "Rechnung 1234567890",
  "Kundennummer 1234567890",
  "Facture n° 0123456789",
  "№ 0123456789",
  "Factura 0123456789",
  "MPAN 1234567890123",
  "(10) 2024-2025",
  "8 (495) 555,01",
])("a number of another kind in other languages is not masked: %s", (text) => {
  expect(masked(text)).toBe(text);
});
