import { expect, test } from "vitest";
import { pdfFile, pdfOf, placed } from "../../support/pdf-files.ts";
import { extractPdf, linesOf } from "../extract.ts";

/** Rows of texts that each begin at a place: `40 Total, 200 $, 270 1.00`. */
const lines = async (...rows: string[]) => {
  const texts = rows.flatMap((row, at) =>
    row.split(", ").map((cell): [number, number, string] => {
      const [, x = "", text = ""] = /^(\d+) (.*)$/.exec(cell) ?? [];
      return [Number(x), 700 - 16 * at, text.replace(/[()]/g, "\\$&").replace("€", "\\200")];
    }),
  );
  return linesOf(await extractPdf(pdfFile(pdfOf([placed(...texts)]))));
};

test("a percent sign that heads a column is a cell of its own", async () => {
  expect(
    await lines(
      "40 Item, 200 2023, 260 2022, 310 %",
      "40 Sales, 200 1.00, 260 2.00, 310 11",
      "40 Cost, 200 3.00, 260 4.00, 310 14",
    ),
  ).toEqual(["Item | 2023 | 2022 | %", "Sales | 1.00 | 2.00 | 11", "Cost | 3.00 | 4.00 | 14"]);
});

test.each([
  ["close behind its number", "40 Rate, 200 10.5, 232 %", "Rate | 10.5 %"],
  ["far behind a number", "40 Rate, 200 10.5, 262 %", "Rate | 10.5 | %"],
  ["close behind a year", "40 Change, 200 2023, 236 %", "Change | 2023 | %"],
  ["close behind other text with digits", "40 Change, 200 Q1, 226 %", "Change | Q1 | %"],
])("a percent sign %s", async (_, row, line) => {
  expect(await lines(row)).toEqual([line]);
});

test.each([
  ["before its amounts", "40 Fee, 200 $, 230 1.00, 290 $, 340 2.00", "Fee | $ 1.00 | $ 2.00"],
  [
    "before its amounts, although the one before is nearer",
    "40 Fee, 200 $, 230 1,000.00, 290 $, 380 2.00",
    "Fee | $ 1,000.00 | $ 2.00",
  ],
  ["close behind its amounts", "40 Fee, 200 1.00, 225 €, 300 2.00, 325 €", "Fee | 1.00 € | 2.00 €"],
  ["behind its amounts", "40 Fee, 200 1.00, 250 $, 300 2.00, 350 €", "Fee | 1.00 | $ | 2.00 | €"],
  ["behind an amount that is nearer", "40 Fee, 200 1.00, 240 €, 300 2.00", "Fee | 1.00 | € | 2.00"],
  ["before an amount that is nearer", "40 Fee, 200 1.00, 280 €, 300 2.00", "Fee | 1.00 | € 2.00"],
  ["behind a quantity, nearer than its price", "40 Bolts, 200 12, 230 $, 300 2.00", "Bolts | 12 | $ 2.00"],
  [
    "before its amounts, close behind those of the column before",
    "40 Fee, 160 $, 200 1.00, 223 $, 270 2.00",
    "Fee | $ 1.00 | $ 2.00",
  ],
  ["close behind both its amounts", "40 Fee, 160 41.1765 €, 230 41.18 €", "Fee | 41.1765 € | 41.18 €"],
  ["close behind its amount, before another", "40 Fee, 160 1.00 €, 230 2.00", "Fee | 1.00 € | 2.00"],
  ["before a zero", "40 Fee, 200 $, 260 -, 300 €, 360 ( - )", "Fee | $ - | € ( - )"],
])("a currency %s", async (_, row, line) => {
  expect(await lines(row)).toEqual([line]);
});

test("a currency between two amounts stands as the other rows of its page show it", async () => {
  expect(
    await lines("40 Fee, 200 $, 260 1.00, 310 $, 360 2.00", "40 Tax, 260 5.00, 310 $, 360 6.00"),
  ).toEqual(["Fee | $ 1.00 | $ 2.00", "Tax | 5.00 | $ 6.00"]);
  expect(
    await lines("40 Fee, 200 1.00, 250 €, 300 2.00, 350 €", "40 Tax, 200 5.00, 280 €, 300 6.00"),
  ).toEqual(["Fee | 1.00 | € | 2.00 | €", "Tax | 5.00 | € | 6.00"]);
});

test.each([
  ["closes the one before its amount", "40 Loss, 200 (45.10, 260 )", "Loss | (45.10 )"],
  ["closes nothing", "40 Loss, 200 45.10, 260 )", "Loss | 45.10 | )"],
  ["stands before its amount", "40 Loss, 160 9.00, 200 (, 260 45.10)", "Loss | 9.00 | ( 45.10)"],
  ["stands close behind another amount", "40 Loss, 160 9.00, 184 (, 220 45.10)", "Loss | 9.00 | ( 45.10)"],
  ["is drawn with another amount", "40 Loss, 160 9.00 (, 220 45.10, 260 )", "Loss | 9.00 | ( 45.10 )"],
  ["follows a currency", "40 Loss, 160 9.00 $ (, 230 45.10)", "Loss | 9.00 | $ ( 45.10)"],
  ["stands close behind a label", "40 Loss (, 160 45.10)", "Loss | ( 45.10)"],
  ["stands close behind a label before no amount", "40 Loss (, 160 net of tax)", "Loss ( | net of tax)"],
  [
    "closes an amount close before the next currency",
    "40 Loss, 120 $, 160 (9.00, 190 ) $, 240 (45.10, 290 )",
    "Loss | $ (9.00 ) | $ (45.10 )",
  ],
])("a bracket that %s", async (_, row, line) => {
  expect(await lines(row)).toEqual([line]);
});

test.each([
  ["40 Fee, 160 (, 180 $, 200 5.00, 240 )", "Fee | ( $ 5.00 )"],
  ["40 Fee, 160 $, 180 (, 200 5.00, 240 )", "Fee | $ ( 5.00 )"],
  ["40 Fee, 160 (, 180 $, 200 5.00)", "Fee | ( $ 5.00)"],
  ["40 Fee, 160 (, 180 5.00, 215 $, 235 )", "Fee | ( 5.00 $ )"],
  ["40 Fee, 160 (, 180 $, 200 -, 220 )", "Fee | ( $ - )"],
  ["40 Fee, 160 (, 180 -, 200 5.00, 240 )", "Fee | ( - 5.00 )"],
  ["40 Fee, 160 $, 180 -, 200 5.00", "Fee | $ - 5.00"],
  ["40 Fee, 160 -, 180 $, 200 5.00", "Fee | - $ 5.00"],
  ["40 Fee, 160 9.00 (, 200 $, 220 5.00, 260 )", "Fee | 9.00 | ( $ 5.00 )"],
  ["40 Fee, 160 9.00, 200 (, 220 $, 240 5.00, 280 )", "Fee | 9.00 | ( $ 5.00 )"],
  ["40 Fee, 160 9.00, 220 $, 240 (, 260 5.00, 300 )", "Fee | 9.00 | $ ( 5.00 )"],
  ["40 Fee, 160 €, 180 -, 200 5.00, 260 €, 280 -, 300 6.00", "Fee | € - 5.00 | € - 6.00"],
  ["40 Fee, 160 (, 180 $, 200 5.00, 240 ), 280 (, 300 $, 320 6.00, 360 )", "Fee | ( $ 5.00 ) | ( $ 6.00 )"],
])("all signs of an amount belong to its cell: %s", async (row, line) => {
  expect(await lines(row)).toEqual([line]);
});

test.each([
  [
    "after which the same sign comes again",
    ["40 Fee, 160 $, 220 -, 240 $, 300 5.00"],
    ["Fee | $ - | $ 5.00"],
  ],
  ["far before an amount", ["40 Fee, 160 $, 220 -, 300 5.00"], ["Fee | $ - | 5.00"]],
  ["without other signs", ["40 Fee, 160 -, 200 5.00"], ["Fee | - | 5.00"]],
  [
    "in a column of amounts",
    ["40 Fee, 160 $, 220 -, 240 5.00", "40 Tax, 160 $, 205 1.00, 240 7.00"],
    ["Fee | $ - | 5.00", "Tax | $ 1.00 | 7.00"],
  ],
  [
    "in a column of amounts, before a currency",
    ["40 Fee, 215 -, 235 $, 260 5.00", "40 Tax, 200 1.00, 235 $, 260 7.00"],
    ["Fee | - | $ 5.00", "Tax | 1.00 | $ 7.00"],
  ],
  [
    "below a heading",
    ["205 2023, 240 2022", "40 Fee, 160 $, 220 -, 240 5.00"],
    ["2023 | 2022", "Fee | $ - | 5.00"],
  ],
])("a dash %s is a zero", async (_, rows, expected) => {
  expect(await lines(...rows)).toEqual(expected);
});

test.each([
  ["40 Fee, 160 (, 180 $, 200 net)", "Fee | ( | $ | net)"],
  ["40 Fee, 160 5.00, 200 (, 220 $, 240 )", "Fee | 5.00 | ( | $ | )"],
  ["40 Fee, 160 1.00, 200 €, 300 (, 330 5.00, 370 )", "Fee | 1.00 | € | ( 5.00 )"],
])("signs without an amount of their own stay apart: %s", async (row, line) => {
  expect(await lines(row)).toEqual([line]);
});

test.each(["CR", "DR", "kr", "-"])("%s in a column behind amounts stays there", async (sign) => {
  expect(await lines(`40 Fee, 200 1.00, 260 ${sign}, 300 2.00, 360 ${sign}`)).toEqual([
    `Fee | 1.00 | ${sign} | 2.00 | ${sign}`,
  ]);
});
