import { expect, test } from "vitest";
import { pdfFile, pdfOf, placed, shown, stream } from "../../support/pdf-files.ts";
import { extractPdf, linesOf, refusal } from "../extract.ts";

const descriptor =
  "<< /Type /FontDescriptor /FontName /ABCDEF+Arial /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>";
const system = "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>";
const descendant = `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Arial /CIDSystemInfo ${system} /FontDescriptor 6 0 R /DW 556 /CIDToGIDMap /Identity >>`;
const glyphFont = (entries = "") =>
  `<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Arial /Encoding /Identity-H /DescendantFonts [${descendant}] ${entries} >>`;
const resources = `/Resources << /Font << /F1 3 0 R /F2 ${glyphFont()} >> >>`;

const glyphs = (y: number, hex: string) => `BT /F2 11 Tf 250 ${y} Td <${hex}> Tj ET`;
const amount = "0017001B000F001500140013001100180013";

/** A simple font whose character map is `map`. */
const mapped = (map: string) => ({
  font: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>",
  more: [
    stream(
      `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange ${map} endcmap end end`,
    ),
  ],
});

test("hyphens and minus signs that a font calls soft hyphens are kept", async () => {
  const parts = mapped("1 beginbfrange <20> <7E> <0020> endbfrange 1 beginbfchar <2D> <00AD> endbfchar");
  const page = shown("Net result: -1,234,567.00", "Term: 12-24 months");
  expect(linesOf(await extractPdf(pdfFile(pdfOf([page], parts))))).toEqual([
    "Net result: -1,234,567.00",
    "Term: 12-24 months",
  ]);
});

test("numbers in a font without a character map are marked, and reported with their page", async () => {
  const page = `${shown("Total owed to suppliers:")}\n${glyphs(786, amount)}`;
  const extracted = await extractPdf(pdfFile(pdfOf([page], { page: resources, more: [descriptor] })));
  expect(linesOf(extracted)).toEqual(["Total owed to suppliers: | [unreadable 9 characters]"]);
  expect(extracted.notes).toMatchInlineSnapshot(`
    [
      "Page 1: the font of some text has no character map, so that text cannot be decoded. It is marked [unreadable …]. Look at the page to read it.",
    ]
  `);
});

test("a page in such a font is left out, like a scan", async () => {
  const contents = [shown("Cover letter"), glyphs(786, amount), ""];
  const objects = pdfOf(contents, { page: resources });
  const id = objects.push(descriptor);
  const file = pdfFile(
    objects.map((object) => object.replaceAll("/FontDescriptor 6 0 R", `/FontDescriptor ${id} 0 R`)),
  );
  const extracted = await extractPdf(file);
  expect(linesOf(extracted)).toEqual(["Cover letter"]);
  expect(extracted.notes).toMatchInlineSnapshot(`
    [
      "Page 2: its font has no character map, so its text cannot be decoded.",
      "Pages without a text layer (a scan, a picture or blank), where no text was found: 3.",
    ]
  `);
});

test("a PDF only in such a font is rejected, with the reason", async () => {
  const file = pdfFile(pdfOf([glyphs(786, amount)], { page: resources, more: [descriptor] }));
  expect(await refusal(extractPdf(file))).toMatchInlineSnapshot(
    `"No text in this PDF can be read. Page 1: its font has no character map, so its text cannot be decoded. Text recognition (OCR) is not supported. Ask the borrower for a PDF with text, or open the file in the accounting platform."`,
  );
});

test.each([
  ["private-use characters", "1 beginbfrange <20> <7E> <E020> endbfrange"],
  ["control characters", "3 beginbfrange <20> <3E> <0001> <3F> <5D> <0001> <5E> <7E> <0001> endbfrange"],
  [
    "one character",
    "95 beginbfchar ".concat(
      ...Array.from({ length: 95 }, (_, at) => `<${(32 + at).toString(16)}> <0061> `),
      "endbfchar",
    ),
  ],
])("a font that maps all its characters to %s gives no garbage", async (_, map) => {
  const page = shown("Total owed to suppliers in March", "Amounts in thousands");
  expect(await refusal(extractPdf(pdfFile(pdfOf([page], mapped(map)))))).toContain(
    "Page 1: its font has no character map, so its text cannot be decoded.",
  );
});

test("bullets of symbol fonts are no reason to reject a page", async () => {
  const zapf = "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>";
  const symbol = "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>";
  const page = `${shown("Covenants")}\nBT /F2 10 Tf 40 770 Td (l) Tj ET BT /F3 10 Tf 40 750 Td (\\267) Tj ET BT /F1 10 Tf 60 770 Td (Interest cover) Tj 0 -20 Td (Leverage) Tj ET`;
  const extracted = await extractPdf(
    pdfFile(pdfOf([page], { page: `/Resources << /Font << /F1 3 0 R /F2 ${zapf} /F3 ${symbol} >> >>` })),
  );
  expect(linesOf(extracted)).toEqual([
    "Covenants",
    expect.stringMatching(/^\S \|? ?Interest cover$/u),
    expect.stringMatching(/^• \|? ?Leverage$/),
  ]);
  expect(extracted.notes).toEqual([]);
});

test("text that a font maps to no-break spaces is marked, and reported", async () => {
  const blank =
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>";
  const parts = mapped(
    "95 beginbfchar " +
      Array.from({ length: 95 }, (_, at) => `<${(at + 32).toString(16)}> <00A0>`).join("\n") +
      " endbfchar",
  );
  const page = `/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier >> /F2 ${blank} >> >>`;
  const content = `${shown("Balance of all accounts at the end of the year")} BT /F2 12 Tf 40 700 Td (Principal 48,210.50) Tj ET`;
  const extracted = await extractPdf(pdfFile(pdfOf([content], { page, more: parts.more })));
  expect(linesOf(extracted).at(-1)).toBe("[unreadable 19 characters]");
  expect(extracted.notes.join(" ")).toMatch(/Page 1: the font of some text/);
});

test("an amount whose font maps its digits to spaces is marked, and reported with its page", async () => {
  const spaces = Array.from("0123456789.,", (digit) => `<${digit.charCodeAt(0).toString(16)}> <0020>`);
  const { font, more } = mapped(`${spaces.length} beginbfchar ${spaces.join(" ")} endbfchar`);
  const page = `/Resources << /Font << /F1 3 0 R /F2 ${font} >> >>`;
  const content = `${shown("Total owed to suppliers:")}\nBT /F2 11 Tf 250 786 Td (48,210.50) Tj ET`;
  const extracted = await extractPdf(pdfFile(pdfOf([content], { page, more })));
  expect(linesOf(extracted)).toEqual(["Total owed to suppliers: | [unreadable text]"]);
  expect(extracted.notes.join(" ")).toContain("Page 1: the font of some text has no character map");
});

test.each(["0020", "00A0", "200B", "FEFF"])(
  "a minus sign that a font maps to U+%s is marked, not lost",
  async (code) => {
    const { font, more } = mapped(`1 beginbfchar <2d> <${code}> endbfchar`);
    const content = placed([40, 700, "Balance"], [200, 700, "-45.10"], [300, 700, "120.00"]);
    const extracted = await extractPdf(pdfFile(pdfOf([content], { font, more })));
    expect(linesOf(extracted)).toEqual(["Balance | [unreadable 1 character]45.10 | 120.00"]);
    expect(extracted.notes.join(" ")).toContain("Page 1: the font of some text has no character map");
  },
);
