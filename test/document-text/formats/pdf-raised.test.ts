import { expect, test } from "vitest";
import { pdfFile, pdfOf, placed } from "../../support/pdf-files.ts";
import { extractPdf, linesOf } from "../extract.ts";

const read = async (content: string) => linesOf(await extractPdf(pdfFile(pdfOf([content]))));
const escaped = (text: string) => text.replace(/[()]/g, "\\$&");

test.each([
  ["1, 2", "1,250^1, 2"],
  ["1 2", "1,250^1 2"],
  ["1;2", "1,250^1;2"],
  ["2a", "1,250^2a"],
  ["1st", "1,250^1st"],
  ["1-3", "1,250^1-3"],
  ["1/2", "1,250^1/2"],
  ["1.5", "1,250^1.5"],
  ["1.", "1,250^1."],
  ["+2", "1,250^+2"],
  ["(1)(2)", "1,250^(1)(2)"],
  [".50", "1,250.50"],
  ["*", "1,250*"],
])("raised %s after an amount is no part of it", async (note, line) => {
  expect(await read(placed([40, 700, "1,250"], [65.2, 704, escaped(note), 6]))).toEqual([line]);
});

test.each<[note: string, width: number, amount: string, line: string]>([
  ["1, 2", 10.1, "1,250", "^1, 2 1,250"],
  ["1-3", 8.8, "1,250", "^1-3 1,250"],
  ["1.", 5.1, "1,250", "^1. 1,250"],
  ["1", 3.4, "-1,250", "^1 -1,250"],
  ["1", 3.4, "(1,250)", "^1 (1,250)"],
  ["1", 3.4, "$1,250", "^1$1,250"],
])("raised %s before an amount is no part of it", async (note, width, amount, line) => {
  expect(await read(placed([40, 704, note, 6], [40 + width, 700, escaped(amount)]))).toEqual([line]);
});

test.each<[name: string, texts: Parameters<typeof placed>, line: string]>([
  [
    "after an amount",
    [
      [40, 700, "1,250"],
      [65.2, 697.5, "1", 6],
    ],
    "1,250_1",
  ],
  [
    "after an amount, as large as it",
    [
      [40, 700, "1,250"],
      [65.2, 696.5, "1"],
    ],
    "1,250_1",
  ],
  [
    "before an amount",
    [
      [40, 697, "1", 6],
      [43.4, 700, "1,250"],
    ],
    "_1 1,250",
  ],
  [
    "between a word and an amount",
    [
      [40, 700, "log"],
      [54, 698, "10", 6],
      [60.8, 700, "500"],
    ],
    "log₁₀ 500",
  ],
  [
    "between a word and its end",
    [
      [40, 700, "CO"],
      [55.2, 698, "2", 6],
      [58.6, 700, "e"],
    ],
    "CO₂e",
  ],
  [
    "before a raised charge",
    [
      [40, 700, "HCO"],
      [62.4, 698, "3", 6],
      [65.8, 704, "-", 6],
    ],
    "HCO₃^-",
  ],
  [
    "above a raised number",
    [
      [40, 700, "x"],
      [45.1, 698, "1", 6],
      [45.1, 704, "2", 6],
    ],
    "x²_1",
  ],
])("a lowered number %s stands apart", async (_, texts, line) => {
  expect(await read(placed(...texts))).toEqual([line]);
});

test.each<[name: string, content: string, line: string]>([
  ["after an amount", placed([40, 700, "1,250"], [65.2, 700, "1", 6]), "1,250 1"],
  ["a little higher, after an amount", placed([40, 700, "1,250"], [65.2, 701, "1, 2", 6]), "1,250 1, 2"],
  ["before an amount", placed([40, 700, "1", 6], [43.4, 700, "1,250"]), "1 1,250"],
  ["in the same text", "BT /F1 10 Tf 40 700 Td (1,250) Tj /F1 6 Tf (1) Tj ET", "1,250 1"],
  ["in turned text", "BT /F1 10 Tf 0 1 -1 0 100 80 Tm (1,250) Tj /F1 6 Tf (1) Tj ET", "1,250 1"],
])("smaller digits on the line of a number are another one: %s", async (_, content, line) => {
  expect(await read(content)).toEqual([line]);
});

test.each<[name: string, content: string, line: string]>([
  ["decimals are smaller", "BT /F1 10 Tf 40 700 Td (12.) Tj /F1 6 Tf (50) Tj ET", "12.50"],
  ["some digits are a little smaller", placed([40, 700, "1,2"], [53.9, 700, "50", 8]), "1,250"],
  ["some digits are a little higher", placed([40, 700, "1,2"], [53.9, 701, "50"]), "1,250"],
])("a number whose %s stays whole", async (_, content, line) => {
  expect(await read(content)).toEqual([line]);
});

test("notes of an amount stay raised in whatever order they were drawn", async () => {
  const drawn = placed([68.5, 704, "2", 6], [40, 700, "1,250"], [65.2, 704, "1", 6], [72, 700, "500"]);
  expect(await read(drawn)).toEqual(["1,250^12 500"]);
});
