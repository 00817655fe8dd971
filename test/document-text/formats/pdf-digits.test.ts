import { readFile } from "node:fs/promises";
import { init } from "@embedpdf/pdfium";
import fc from "fast-check";
import { expect, test } from "vitest";
import { pdfFile, pdfOf } from "../../support/pdf-files.ts";
import { extractPdf, linesOf } from "../extract.ts";

const engine = await init({
  wasmBinary: Uint8Array.from(await readFile(new URL("../../../dist/pdfium.wasm", import.meta.url))).buffer,
});
engine.PDFiumExt_Init();

/** The text of a PDF's first page as PDFium gives it, in the order of drawing. */
function plainText(file: Buffer): string {
  const { wasmExports, HEAPU8 } = engine.pdfium as typeof engine.pdfium & { HEAPU8: Uint8Array };
  const at = wasmExports.malloc(file.byteLength);
  HEAPU8.set(file, at);
  const document = engine.FPDF_LoadMemDocument(at, file.byteLength, "");
  const page = engine.FPDF_LoadPage(document, 0);
  const text = engine.FPDFText_LoadPage(page);
  const codes = Array.from({ length: engine.FPDFText_CountChars(text) }, (_, index) =>
    engine.FPDFText_GetUnicode(text, index),
  );
  engine.FPDFText_ClosePage(text);
  engine.FPDF_ClosePage(page);
  engine.FPDF_CloseDocument(document);
  wasmExports.free(at);
  return String.fromCodePoint(...codes);
}

function digitsOf(text: string): string {
  return (text.normalize("NFKC").match(/\d/g) ?? []).sort().join("");
}

const word = fc.constantFrom(
  "Total",
  "the",
  "lender",
  "shall",
  "provide",
  "money",
  "per",
  "clause",
  "14",
  "2026",
);
const prose = fc.array(word, { minLength: 5, maxLength: 8 }).map((words) => words.join(" "));
const amount = fc.integer({ min: 0, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2));
const show = (x: number, y: number, text: string, size = 9) =>
  `BT /F1 ${size} Tf ${x} ${y} Td (${text}) Tj ET`;

/** Columns of prose, side by side, on lines of their own. */
const columns = fc
  .array(
    fc.record({
      lines: fc.array(prose, { minLength: 1, maxLength: 12 }),
      pitch: fc.integer({ min: 9, max: 14 }),
    }),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((found) =>
    found.flatMap(({ lines, pitch }, column) =>
      lines.map((line, at) => show(30 + 190 * column, 810 - pitch * at, line, 8)),
    ),
  );

/** A table whose cells may be empty, stand a little higher, or have a second line. */
const cell = fc.record({
  text: fc.oneof(amount, prose, fc.constant("")),
  raised: fc.integer({ min: -6, max: 6 }),
});
const table = fc
  .array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 10 })
  .map((rows) =>
    rows.flatMap((cells, row) =>
      cells.map(({ text, raised }, column) => show(30 + 110 * column, 600 - 16 * row + raised, text, 6)),
    ),
  );

/** Texts anywhere, of any size, upright or turned, also over each other. */
const anywhere = fc
  .array(
    fc.record({
      text: fc.oneof(amount, prose),
      x: fc.integer({ min: 10, max: 500 }),
      y: fc.integer({ min: 10, max: 420 }),
      size: fc.integer({ min: 4, max: 16 }),
      matrix: fc.constantFrom("1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "0.9 0.3 -0.3 0.9"),
    }),
    { maxLength: 15 },
  )
  .map((texts) =>
    texts.map(({ text, x, y, size, matrix }) => `BT /F1 ${size} Tf ${matrix} ${x} ${y} Tm (${text}) Tj ET`),
  );

test("the digits of a page are those that PDFium finds on it, whatever its layout", async () => {
  const property = fc.asyncProperty(columns, table, anywhere, async (...parts) => {
    const file = pdfFile(pdfOf([["BT /F1 9 Tf 20 830 Td (Report) Tj ET", ...parts.flat()].join("\n")]));
    const found = linesOf(await extractPdf(file)).join("\n");
    expect(digitsOf(found)).toBe(digitsOf(plainText(file)));
  });
  await fc.assert(property, { numRuns: 40 });
}, 120_000);
