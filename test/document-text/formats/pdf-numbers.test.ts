import fc from "fast-check";
import { expect, test } from "vitest";
import { pdfFile, pdfOf } from "../../support/pdf-files.ts";
import { extractPdf, linesOf } from "../extract.ts";

const amount = fc
  .tuple(fc.boolean(), fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 10, max: 99 }))
  .map(([isNegative, whole, cents]) => `${isNegative ? "-" : ""}${whole.toLocaleString("en")}.${cents}`);
const label = fc.constantFrom("Total", "Balance due", "Tax", "Payable to suppliers in the next quarter", "");

/** A label and up to four amounts per line; lines stand 8 to 30 points apart and start anywhere. */
const page = fc.array(
  fc.record({
    label,
    amounts: fc.array(amount, { maxLength: 4 }),
    left: fc.integer({ min: 20, max: 60 }),
    step: fc.integer({ min: 12, max: 30 }),
    size: fc.integer({ min: 5, max: 11 }),
  }),
  { minLength: 1, maxLength: 20 },
);

const number = /-?\d[\d,.]*/g;

test("no number of a page is lost, changed, joined or split, in whatever order it is drawn", async () => {
  const property = fc.asyncProperty(page, fc.infiniteStream(fc.nat()), async (lines, order) => {
    let y = 820;
    const texts = lines.flatMap(({ label: name, amounts, left, step, size }) => {
      y -= step;
      const show = (x: number, text: string) => `BT /F1 ${size} Tf ${x} ${y} Td (${text}) Tj ET`;
      return [show(left, name), ...amounts.map((one, column) => show(260 + 80 * column, one))];
    });
    const drawn = texts.map((text) => ({ text, at: order.next().value })).sort((a, b) => a.at - b.at);
    // A page needs some text.
    const content = ["BT /F1 9 Tf 20 830 Td (Report) Tj ET", ...drawn.map(({ text }) => text)].join("\n");
    const found = linesOf(await extractPdf(pdfFile(pdfOf([content]))));
    const expected = lines.flatMap(({ amounts }) => amounts);
    expect(found.join("\n").match(number)?.sort() ?? []).toEqual(expected.sort());
  });
  await fc.assert(property, { numRuns: 25 });
}, 240_000);

test("numbers drawn over each other stay numbers, and the page is called uncertain", async () => {
  const content = "4 Tc BT /F1 10 Tf 40 800 Td (123456) Tj ET BT /F1 10 Tf 45 800 Td (987654) Tj ET";
  const extracted = await extractPdf(pdfFile(pdfOf([content])));
  expect(linesOf(extracted).join(" ")).toBe("123456 987654");
  expect(extracted.notes.join(" ")).toMatch(/Page 1: some lines overlap/);
});
