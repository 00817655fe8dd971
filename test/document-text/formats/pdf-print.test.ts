import { describe, expect, test } from "vitest";
import { eastAsianPdf, pdfFile, pdfOf, placed, stream } from "../../support/pdf-files.ts";
import { extractPdf, linesOf } from "../extract.ts";

type Text = [x: number, y: number, text: string, size?: number];

const linesIn = async (content: string, page = "") =>
  linesOf(await extractPdf(pdfFile(pdfOf([content], page === "" ? {} : { page }))));
const lines = (...texts: Text[]) => linesIn(placed(...texts));
const matrixText = (matrix: string, text: string) => `BT /F1 10 Tf ${matrix} Tm (${text}) Tj ET`;

describe("a hyphen at the end of a line", () => {
  test("is the minus sign of its amount, not a part of the next one", async () => {
    expect(
      await lines([40, 700, "20.00-"], [40, 686, "30.00"], [40, 672, "FEES-"], [40, 658, "10.00 due"]),
    ).toEqual(["20.00-", "30.00", "FEES-", "10.00 due"]);
  });

  test("stays in a word that has others", async () => {
    expect(
      await lines([40, 700, "paid by bank-"], [40, 686, "to-bank transfer and re-"], [40, 672, "corded"]),
    ).toEqual(["paid by bank-to-bank transfer and recorded"]);
  });
});

describe("print that repeats other print in its place", () => {
  test("is read once, also where it lacks some of the characters", async () => {
    expect(
      await lines(
        [40, 700, "Loan 1"],
        [40, 700, "Loan"],
        [300, 700, "7"],
        [305.56, 700, ".6"],
        [300, 700, "7"],
        [308.34, 700, "6"],
      ),
    ).toEqual(["Loan 1 | 7.6"]);
  });

  test("counts as repeated only with equal characters in equal places", async () => {
    expect((await lines([40, 700, "Due 11"], [300, 700, "11"], [300, 688, "11"])).join(" / ")).toBe(
      "Due 11 | 11 / 11",
    );
  });
});

describe("a currency or bracket apart from its amount", () => {
  test("stays with it", async () => {
    expect(
      await lines(
        [40, 700, "Net income"],
        [200, 700, "$"],
        [270, 700, "1,000.00"],
        [330, 700, "$"],
        [400, 700, "900.00"],
        [40, 686, "Loss"],
        [200, 686, "$ \\("],
        [270, 686, "45.10"],
        [295.1, 686, "\\)"],
        [400, 686, "2.00"],
      ),
    ).toEqual(["Net income | $ 1,000.00 | $ 900.00", "Loss | $ ( 45.10) | 2.00"]);
  });

  test("that means zero is a cell of its own", async () => {
    expect(await lines([40, 700, "Elm"], [200, 700, "-"], [270, 700, "45.10"])).toEqual(["Elm | - | 45.10"]);
  });
});

describe("text that is not drawn straight", () => {
  test("stays in its line if only its letters lean", async () => {
    const page = [
      placed([40, 700, "Total due"], [40, 680, "Paid"], [300, 680, "200.00"]),
      matrixText("1 0 .33 1 300 700", "1,200.00 in Italics"),
    ].join("\n");
    expect(await linesIn(page)).toEqual(["Total due | 1,200.00 in Italics", "Paid | 200.00"]);
  });

  const invoice = placed(
    [40, 700, "Subtotal"],
    [440, 700, "1,000.00"],
    [40, 686, "VAT"],
    [440, 686, "200.00"],
    [40, 672, "Total"],
    [440, 672, "1,200.00"],
  );
  test.each([
    ["a little askew", 1.5],
    ["askew the other way", -1.9],
    ["at an angle", 7],
  ])("keeps a label and its amount on one line: %s", async (_, degrees) => {
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    const page = `q ${cos} ${sin} ${-sin} ${cos} 60 0 cm\n${invoice}\nQ`;
    expect(await linesIn(page)).toEqual(["Subtotal | 1,000.00", "VAT | 200.00", "Total | 1,200.00"]);
  });

  test("reads forward in a font of negative size", async () => {
    const turned = "q -1 0 0 -1 595 842 cm BT /F1 -10 Tf 300 40 Td (Total 100.00) Tj ET Q";
    const plain = "BT /F1 -10 Tf 300 700 Td (Paid 200.00) Tj ET";
    expect(await linesIn(turned)).toEqual(["Total 100.00"]);
    expect(await linesIn(plain)).toEqual(["Paid 200.00"]);
  });
});

test("digits that are drawn one by one make one number", async () => {
  const digits = Array.from(
    "1234567,89",
    (digit, at): Text => [
      300 + (at > 7 ? 2.78 : 0) + 5.56 * Math.min(at, 7) + 5.56 * Math.max(0, at - 8),
      700,
      digit,
    ],
  );
  const boxes = Array.from("12345678", (digit, at): Text => [300 + 14 * at, 680, digit]);
  expect(await lines([40, 700, "Total"], ...digits, [40, 680, "Boxes"], ...boxes)).toEqual([
    "Total | 1234567,89",
    "Boxes | 1 2 3 4 5 6 7 8",
  ]);
});

test("text outside the visible page is marked, and never mixed with what the page shows", async () => {
  const page = placed([40, 700, "Total"], [200, 700, "1.00"], [700, 700, "Other page"], [900, 700, "9.00"]);
  const box = "/Resources << /Font << /F1 3 0 R >> >> /CropBox [0 0 595 842] /MediaBox [0 0 1190 842]";
  expect(await linesIn(page, box)).toEqual(["Total | 1.00", "[text outside the page] Other page | 9.00"]);
});

test("Chinese characters that are written from top to bottom are one line", async () => {
  expect(linesOf(await extractPdf(eastAsianPdf("应收账款合计", "UniGB-UCS2-V", "GB1")))).toEqual([
    "应收账款合计",
  ]);
});

test("check boxes whose marks are drawn as pictures show their states beside their labels", async () => {
  const cross = stream("0 0 m 9 9 l 0 9 m 9 0 l S", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]");
  const none = stream("", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]");
  const box = (state: string, y: number) =>
    `<< /Type /Annot /Subtype /Widget /FT /Btn /F 4 /T (${y}) /V /${state} /AS /${state} /AP << /N << /Yes 6 0 R /Off 7 0 R >> >> /Rect [40 ${y} 49 ${y + 9}] >>`;
  const content = placed([60, 700, "Secured"], [60, 680, "Bankrupt"]);
  const page = "/Resources << /Font << /F1 3 0 R >> >> /Annots [8 0 R 9 0 R]";
  const more = [cross, none, box("Yes", 699), box("Off", 679)];
  expect(linesOf(await extractPdf(pdfFile(pdfOf([content], { page, more }))))).toEqual([
    "\u2612 Secured",
    "\u2610 Bankrupt",
  ]);
});
