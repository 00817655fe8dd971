import { expect, test } from "vitest";
import { pdfFile, pdfOf, placed } from "../../support/pdf-files.ts";
import { extractPdf, linesOf } from "../extract.ts";

const read = async (content: string) =>
  extractPdf(pdfFile(pdfOf([`${placed([40, 700, "Fee"], [300, 700, "9.00"])} ${content}`])));
const span = (actual: string, ...drawn: string[]) =>
  `/Span << /ActualText ${actual} >> BDC BT /F1 10 Tf 200 700 Td ${drawn.map((text) => `(${text}) Tj`).join(" 14 0 Td ")} ET EMC`;

test.each([
  ["other digits", "(99.10)", "45.10"],
  ["no minus", "(45.10)", "-45.10"],
  ["a minus that is not drawn", "(-45.10)", "45.10"],
  ["no brackets", "(45.10)", "\\(45.10\\)"],
  ["words", "(forty-five)", "45.10"],
  ["a space", "( )", "45.10"],
  ["a control character", "<FEFF0001>", "45.10"],
  ["a zero-width space", "<FEFF200B>", "45.10"],
])("an amount is read as it is drawn, although the file gives %s for it", async (_, actual, drawn) => {
  const { lines, notes } = await read(span(actual, drawn)).then((text) => ({
    lines: linesOf(text),
    notes: text.notes,
  }));
  expect(lines).toEqual([`Fee | ${drawn.replaceAll("\\", "")} | 9.00`]);
  expect(notes).toEqual([]);
});

test("a minus is read as it is drawn, although the file gives a space for it", async () => {
  const content = `/Span << /ActualText ( ) >> BDC BT /F1 10 Tf 200 700 Td (-) Tj ET EMC ${placed([203.4, 700, "45.10"])}`;
  expect(linesOf(await read(content))).toEqual(["Fee | -45.10 | 9.00"]);
});

test.each([
  ["letters of a ligature", "(fi)", "f", "fi"],
  ["the minus of a hyphen", "<FEFF2212>", "-", "\u2212"],
  ["nothing for a row of dots", "( )", "....", ""],
])("the file's text is read for what it should replace: %s", async (_, actual, drawn, text) => {
  expect(linesOf(await read(span(actual, drawn)))).toEqual([
    text === "" ? "Fee | 9.00" : `Fee | ${text} | 9.00`,
  ]);
});

test("only the texts that the file contradicts are read as they are drawn", async () => {
  const ligature = span("(fi)", "f").replace("200 700", "200 680");
  expect(linesOf(await read(`${span("(99.10)", "45.10")} ${ligature}`))).toEqual([
    "Fee | 45.10 | 9.00",
    expect.stringMatching(/fi$/),
  ]);
});

test("no part of what one text replaces is called unreadable", async () => {
  const extracted = await read(span("(total)", "to", "tal"));
  expect(linesOf(extracted)).toEqual(["Fee | total | 9.00"]);
  expect(extracted.notes).toEqual([]);
});
