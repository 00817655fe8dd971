import { expect, test } from "vitest";
import { usedBytes } from "../support/memory.ts";
import { deflated, doublingForms, pdfFile, pdfOf, shown, slowPdf, stream } from "../support/pdf-files.ts";
import { extractPdf, linesOf, refusal } from "./extract.ts";

const first = shown("The first page");
const drawing = "/Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >>";

test("a PDF that would take minutes stops at the time limit and keeps the pages read before", async () => {
  const extracted = await extractPdf(slowPdf(first));
  expect(linesOf(extracted)).toEqual(["The first page"]);
  expect(extracted.notes).toEqual([
    "Extracting text from this file took longer than 12 s and was stopped. The text up to that point is here; the rest is missing.",
  ]);
});

test("without any text before the time limit, the PDF is rejected with a sentence", async () => {
  const sentence = await refusal(extractPdf(slowPdf(""), { timeMs: 500 }));
  expect(sentence).toBe("Extracting text from this file took longer than 0.5 s and was stopped.");
});

test("forms that double at each level stop at the WASM memory limit and keep the pages read before", async () => {
  const objects = pdfOf([first, "/X Do"], {
    more: doublingForms(8, 25),
    page: drawing.replace("6 0 R", "8 0 R"),
  });
  const extracted = await extractPdf(pdfFile(objects));
  expect(linesOf(extracted)).toEqual(["The first page"]);
  expect(extracted.notes).toEqual([
    "This file needs more memory than this server allows. The text up to that point is here; the rest is missing.",
  ]);
});

const form = (content: string) => stream(content, `/Type /XObject /Subtype /Form /BBox [0 0 9 9] ${drawing}`);

test.each([
  ["a form that draws itself", pdfOf([`${first} /X Do`], { page: drawing, more: [form("/X Do")] })],
  ["arrays within arrays", pdfOf([`${first} ${"[".repeat(200_000)}`])],
])("%s does not affect the text", async (_, objects) => {
  expect(linesOf(await extractPdf(pdfFile(objects)))).toEqual(["The first page"]);
});

const pagesOf = (kids: string) => [
  "<< /Type /Catalog /Pages 2 0 R >>",
  `<< /Type /Pages /Count 9 /Kids [${kids}] >>`,
];
const bomb = deflated("q\n".repeat(150_000_000));

test("memory after ten hostile files is the same as after the first", async () => {
  const files: [string, string[]][] = [
    ["a tree of pages that holds itself", pagesOf("2 0 R 2 0 R")],
    ["a form that draws itself twice", pdfOf(["/X Do"], { page: drawing, more: [form("/X Do /X Do")] })],
    ["a stream that inflates without end", pdfOf([bomb])],
    [
      "pages that are all the same tree",
      [...pagesOf("3 0 R ".repeat(2000)), pagesOf("2 0 R ".repeat(2000))[1] ?? ""],
    ],
    ["forms that double", pdfOf(["/X Do"], { page: drawing, more: doublingForms(6, 25) })],
  ];
  const sentences: string[] = [];
  const after: number[] = [];
  for (const [name, objects] of [...files, ...files]) {
    sentences.push(`${name}: ${await refusal(extractPdf(pdfFile(objects)))}`);
    after.push(await usedBytes());
  }
  expect(sentences.slice(5)).toEqual(sentences.slice(0, 5));
  expect(sentences.slice(0, 5)).toMatchSnapshot();
  const [afterFirst = 0] = after;
  expect((after.at(-1) ?? 0) - afterFirst).toBeLessThan(20 * 1024 * 1024);
}, 60_000);
