import { expect, test } from "vitest";
import { pdfFile, pdfOf, placed, stream } from "../../support/pdf-files.ts";
import { extractPdf, linesOf } from "../extract.ts";

const text = placed([40, 700, "Fee"], [200, 700, "4,000.00"], [300, 700, "Paid by bank"]);
const read = async (drawing: string, content = text) =>
  linesOf(await extractPdf(pdfFile(pdfOf([`${content}\n${drawing}`]))));

test.each([
  ["a line", "0.6 w 200 703 m 239 703 l S"],
  ["a thin rectangle", "199.5 702.6 40 0.7 re f"],
  ["a thick line", "1 w 200 703 m 239 703 l S"],
  ["a line in two pieces", "0.6 w 200 703 m 215 703 l S 215 703 m 239 703 l S"],
  ["thin rectangles that touch", "200 702.6 15 0.7 re f 215 702.6 24 0.7 re f"],
  ["two lines", "0.4 w 200 702.5 m 239 702.5 l S 200 704 m 239 704 l S"],
])("a number that %s crosses is marked as struck out", async (_, drawing) => {
  expect(await read(drawing)).toEqual(["Fee | [struck out: 4,000.00] | Paid by bank"]);
});

test("words that a line crosses are marked in the order in which they stand", async () => {
  expect(await read("0.6 w 300 703 m 357 703 l S")).toEqual(["Fee | 4,000.00 | [struck out: Paid by bank]"]);
});

test("struck words are read from left to right, also if they were drawn in another order", async () => {
  const drawn = placed([325, 700, "late"], [300, 700, "Paid"]);
  expect(await read("0.6 w 300 703 m 343 703 l S", drawn)).toEqual(["[struck out: Paid late]"]);
});

test("a row whose cells are struck out by lines of their own is marked cell by cell", async () => {
  const lines = "0.6 w 40 703 m 58 703 l S 200 703 m 239 703 l S 300 703 m 357 703 l S";
  expect(await read(lines)).toEqual([
    "[struck out: Fee] | [struck out: 4,000.00] | [struck out: Paid by bank]",
  ]);
});

test("text of a turned page is marked", async () => {
  const turned = "BT /F1 10 Tf 0 1 -1 0 100 80 Tm (Void 4,000.00) Tj ET";
  expect(await read("0.6 w 97 80 m 97 142 l S", turned)).toEqual(["[struck out: Void 4,000.00]"]);
});

test.each([
  ["a line", "/Subtype /Line /L [198 703 242 703.5]"],
  ["a line drawn further", "/Subtype /Line /L [188 703 252 703.5]"],
  ["a line of several points", "/Subtype /PolyLine /Vertices [199 703 220 704 240 703]"],
  ["a pen", "/Subtype /Ink /InkList [[199 703 210 704.2 225 702.8 240 703.6]]"],
])("a number that %s of an annotation crosses is marked as struck out", async (_, entries) => {
  const annotation = `<< /Type /Annot ${entries} /Rect [198 700 242 706] /F 4 >>`;
  const page = "/Resources << /Font << /F1 3 0 R >> >> /Annots [6 0 R]";
  expect(linesOf(await extractPdf(pdfFile(pdfOf([text], { page, more: [annotation] }))))).toEqual([
    "Fee | [struck out: 4,000.00] | Paid by bank",
  ]);
});

test("a typed text with a struck amount is read so", async () => {
  const appearance = stream(
    "BT /F1 10 Tf 2 5 Td (4,000.00) Tj ET 0.6 w 2 8 m 41 8 l S",
    "/Type /XObject /Subtype /Form /BBox [0 0 60 20] /Resources << /Font << /F1 3 0 R >> >>",
  );
  const typed = "<< /Type /Annot /Subtype /FreeText /Rect [200 600 260 620] /F 4 /AP << /N 7 0 R >> >>";
  const page = "/Resources << /Font << /F1 3 0 R >> >> /Annots [6 0 R]";
  const file = pdfFile(pdfOf([placed([40, 605, "Fee"])], { page, more: [typed, appearance] }));
  expect(linesOf(await extractPdf(file))).toEqual(["Fee | [struck out: 4,000.00]"]);
});

test("a row that one line strikes through is marked cell by cell; a letter alone is struck by a line as wide", async () => {
  expect(await read("0.6 w 38 703 m 360 703 l S")).toEqual([
    "[struck out: Fee] | [struck out: 4,000.00] | [struck out: Paid by bank]",
  ]);
  const choice = placed([40, 700, "Y / N"]);
  expect(await read("0.6 w 39 703 m 47 703 l S", choice)).toEqual(["[struck out: Y] / N"]);
  expect(await read("0.6 w 43 703 m 45 703 l S", choice)).toEqual(["Y / N"]);
});

test.each([
  ["an underline", "0.6 w 200 698.5 m 239 698.5 l S"],
  ["a rule above", "0.6 w 200 708 m 239 708 l S"],
  ["a rule that goes on beyond the text", "0.6 w 30 703 m 500 703 l S"],
  ["the border of a cell", "0.6 w 200 703 m 239 703 l S 239 703 m 290 703 l S"],
  ["the top of a box", "0.6 w 200 703 m 239 703 l S 200 703 m 200 690 l S 239 703 m 239 690 l S"],
  ["a rule of a table in pieces", "0.6 w 35 703 m 195 703 l S 195 703 m 295 703 l S 295 703 m 400 703 l S"],
  ["a line through the decimals of a number", "0.6 w 228 703 m 239 703 l S"],
  ["a line through a number up to its decimals", "0.6 w 200 703 m 225 703 l S"],
  ["a line through a part of a word", "0.6 w 338 703 m 349 703 l S"],
  ["a white line", "1 G 0.6 w 200 703 m 239 703 l S"],
  ["a bar", "200 700 40 7 re f"],
])("%s strikes nothing out", async (_, drawing) => {
  expect(await read(drawing)).toEqual(["Fee | 4,000.00 | Paid by bank"]);
});

test("a line under a lowered number that belongs to a word does not strike it out", async () => {
  const drawn = placed([40, 700, "CO"], [55, 697, "2", 6]);
  expect(await read("0.6 w 55 698.8 m 58.5 698.8 l S", drawn)).toEqual(["CO₂"]);
});

test("a line is found among many thousand others", async () => {
  const others = Array.from({ length: 9000 }, (_, at) => {
    const y = 100 + (at % 90) * 6;
    return `${400 + Math.floor(at / 90)} ${y} m ${400 + Math.floor(at / 90)} ${y + 3} l S`;
  });
  expect(await read(`${others.join("\n")}\n0.6 w 200 703 m 239 703 l S`)).toEqual([
    "Fee | [struck out: 4,000.00] | Paid by bank",
  ]);
});

const rows = placed([40, 700, "100.00"], [40, 680, "77.00"], [200, 680, "Kept"]);
const lineOf = (x: number, y: number, width: number) => `${x} ${y} m ${x + width} ${y} l`;
const dashes = (y: number, width: number) =>
  Array.from({ length: 5 }, (_, at) => lineOf(40 + (at * width) / 5, y, width / 5 - 2.5)).join(" ");

test.each([
  ["thin rectangles", "40 702.6 30.6 0.7 re 40 682.6 25 0.7 re f"],
  ["lines", `0.6 w ${lineOf(40, 703, 30.6)} ${lineOf(40, 683, 24.5)} S`],
  ["lines beside a box", `0.6 w 30 500 80 50 re ${lineOf(40, 703, 30.6)} ${lineOf(40, 683, 24.5)} S`],
  ["enlarged lines", `q 2 0 0 2 10 20 cm 0.3 w ${lineOf(15, 341.5, 15.3)} ${lineOf(15, 331.5, 12.3)} S Q`],
  ["dashes", `0.6 w ${dashes(703, 32)} ${dashes(683, 26)} S`],
])("rows that one path of %s crosses are both marked", async (_, drawing) => {
  expect(await read(drawing, rows)).toEqual(["[struck out: 100.00]", "[struck out: 77.00] | Kept"]);
});

test("turned rows that one path crosses are both marked", async () => {
  const turned = (x: number) => `BT /F1 10 Tf 0 1 -1 0 ${x} 80 Tm (Void 4,000.00) Tj ET`;
  expect(await read("0.6 w 97 80 m 97 142 l 127 80 m 127 142 l S", turned(100) + turned(130))).toEqual([
    "[struck out: Void 4,000.00]",
    "[struck out: Void 4,000.00]",
  ]);
});

test("a cell between two that one path crosses is not marked", async () => {
  const lines = `0.6 w ${lineOf(40, 703, 18)} ${lineOf(300, 703, 57)} S`;
  expect(await read(lines)).toEqual(["[struck out: Fee] | 4,000.00 | [struck out: Paid by bank]"]);
});

test.each([
  ["underlines", `0.6 w ${lineOf(40, 698.5, 30.6)} ${lineOf(40, 678.5, 24.5)} S`],
  ["a grid", `0.6 w ${lineOf(38, 703, 34)} ${lineOf(38, 683, 34)} 38 703 m 38 683 l 72 703 m 72 683 l S`],
  ["white lines", `1 G 0.6 w ${lineOf(40, 703, 30.6)} ${lineOf(40, 683, 24.5)} S`],
  ["bars", "40 700 31 7 re 40 680 25 7 re f"],
])("%s in one path strike nothing out", async (_, drawing) => {
  expect(await read(drawing, rows)).toEqual(["100.00", "77.00 | Kept"]);
});

const small = (count: number, y: number, text: string) =>
  `BT /F1 1 Tf 40 ${y} Td (${text.repeat(count)}) Tj ET`;

test("a struck letter beside very many points is marked in time", async () => {
  const points = Array.from({ length: 10 }, (_, at) => small(4000, 700 + at, "."));
  const content = [placed([20, 716, "a"]), ...points].join("\n");
  expect(await read("0.2 w 20 719 m 25.5 719 l S", content)).toContain("[struck out: a]");
});

test("a page with more text and lines than can be compared is noted", async () => {
  const texts = Array.from({ length: 20 }, (_, at) => small(600, 700 + at, "ab"));
  const drawn = Array.from({ length: 2000 }, (_, at) => {
    const [x, y] = [40 + 5 * (at % 100), 700 + 0.7 * Math.floor(at / 100)];
    return `0.1 w ${x} ${y} m ${x + 3} ${y} l S`;
  });
  const { notes } = await extractPdf(pdfFile(pdfOf([[...texts, ...drawn].join("\n")])));
  expect(notes.join(" ")).toMatch(/^Page 1 has too much text or too many lines to find all struck-out text/);
});
