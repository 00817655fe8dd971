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

interface Digit {
  digit: string;
  x: number;
  y: number;
  size: number;
}

/** The digits of a PDF's first page, and where PDFium finds them. */
function drawnDigits(file: Buffer): Digit[] {
  const { wasmExports, HEAPU8 } = engine.pdfium as typeof engine.pdfium & { HEAPU8: Uint8Array };
  const at = wasmExports.malloc(file.byteLength);
  HEAPU8.set(file, at);
  const document = engine.FPDF_LoadMemDocument(at, file.byteLength, "");
  const page = engine.FPDF_LoadPage(document, 0);
  const text = engine.FPDFText_LoadPage(page);
  const origin = wasmExports.malloc(16);
  const found = Array.from({ length: engine.FPDFText_CountChars(text) }, (_, index) => {
    engine.FPDFText_GetCharOrigin(text, index, origin, origin + 8);
    const [x, y] = [engine.pdfium.getValue(origin, "double"), engine.pdfium.getValue(origin + 8, "double")];
    const digit = String.fromCodePoint(engine.FPDFText_GetUnicode(text, index));
    return { digit, x, y, size: engine.FPDFText_GetFontSize(text, index) };
  });
  engine.FPDFText_ClosePage(text);
  engine.FPDF_ClosePage(page);
  engine.FPDF_CloseDocument(document);
  for (const memory of [at, origin]) wasmExports.free(memory);
  return found.filter(({ digit }) => /\d/.test(digit));
}

/** One digit for each group that stands, equal, in one place: what is drawn over itself may count once. */
function withoutRepeats(digits: readonly Digit[]): Digit[] {
  const left = new Set(digits);
  return digits.filter((first) => {
    const group = left.delete(first) ? [first] : [];
    for (const one of group)
      for (const other of left) if (isInPlaceOf(one, other) && left.delete(other)) group.push(other);
    return group.length > 0;
  });
}

// In sizes of the font: less than a digit is wide.
const near = 0.4;

function isInPlaceOf(one: Digit, other: Digit): boolean {
  const reach = near * Math.max(one.size, other.size);
  return one.digit === other.digit && Math.abs(one.x - other.x) < reach && Math.abs(one.y - other.y) < reach;
}

/** What one list has more of than another. */
function surplus(digits: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return digits.filter((digit) => {
    const at = left.indexOf(digit);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
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

// Upside down at the edge of the page, which each of them leaves.
const atEdge = (text: string) => `BT /F1 5 Tf -1 0 0 -1 10 10 Tm (${text}) Tj ET`;
const overEachOther = [
  ["14 Total Total Total Total", "14 Total Total Total Total Total"],
  ["24900.00", "90000.00"],
].map((texts): [string[], string[], string[]] => [[], [], texts.map(atEdge)]);

test("the digits of a page are those that PDFium finds on it, whatever its layout", async () => {
  const property = fc.asyncProperty(columns, table, anywhere, async (...parts) => {
    const file = pdfFile(pdfOf([["BT /F1 9 Tf 20 830 Td (Report) Tj ET", ...parts.flat()].join("\n")]));
    const found = linesOf(await extractPdf(file)).flatMap(
      (line) => line.normalize("NFKC").match(/\d/g) ?? [],
    );
    const drawn = drawnDigits(file);
    const digitsOf = (digits: readonly Digit[]) => digits.map(({ digit }) => digit);
    expect(surplus(digitsOf(withoutRepeats(drawn)), found), "lost").toEqual([]);
    expect(surplus(found, digitsOf(drawn)), "invented").toEqual([]);
  });
  await fc.assert(property, { numRuns: 40, examples: overEachOther });
}, 240_000);
