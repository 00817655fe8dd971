import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDocx } from "../../src/document-text/formats/docx.ts";
import { readEml } from "../../src/document-text/formats/eml.ts";
import { readHtml } from "../../src/document-text/formats/html.ts";
import { readOdfSheets, readOdfText } from "../../src/document-text/formats/odf.ts";
import { readPptx } from "../../src/document-text/formats/pptx.ts";
import { readRtf } from "../../src/document-text/formats/rtf.ts";
import { readSpreadsheetMl } from "../../src/document-text/formats/spreadsheetml.ts";
import { readRows } from "../../src/document-text/formats/text.ts";
import { readWordMl } from "../../src/document-text/formats/wordml.ts";
import { readXlsx } from "../../src/document-text/formats/xlsx.ts";
import { type Reader, Unreadable } from "../../src/document-text/types.ts";
import { writeEmail } from "../../src/sandbox/files/email.ts";
import { readInto } from "../support/array-sink.ts";
import { docx, odf, paragraph, pptx, shape, xlsx } from "../support/office-files.ts";

const cell =
  '<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>';
const table = `<table:table><table:table-row>${cell}</table:table-row></table:table>`;
const row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c s="1"><v>46171</v></c></row>';

const kinds: [name: string, reader: Reader, good: Uint8Array][] = [
  [
    "DOCX",
    readDocx,
    docx(paragraph("words") + paragraph("more"), { header1: `<w:hdr>${paragraph("h")}</w:hdr>` }),
  ],
  ["XLSX", readXlsx, xlsx({ sheets: { One: row }, strings: "<si><t>words</t></si>", styles: [0, 14] })],
  ["PPTX", readPptx, pptx([{ shapes: shape("words"), notes: shape("notes") }])],
  ["ODT", readOdfText, odf(`<office:text><text:p>words</text:p>${table}</office:text>`)],
  ["ODS", readOdfSheets, odf(`<office:spreadsheet>${table}</office:spreadsheet>`)],
  ["HTML", readHtml, Buffer.from("<html><p hidden>a<table><tr><td colspan=2>b</table><pre>c\nd</pre>")],
  ["EML", readEml, writeEmail()],
  [
    "RTF",
    readRtf,
    Buffer.from("{\\rtf1\\ansi{\\fonttbl{\\f0 A;}}\\trowd a\\cell\\row\\u8364? \\'e9\\bin3 abc\\par}"),
  ],
  [
    "SpreadsheetML",
    readSpreadsheetMl,
    Buffer.from(
      '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data>a</Data></Cell></Row></Table></Worksheet></Workbook>',
    ),
  ],
  [
    "WordprocessingML",
    readWordMl,
    Buffer.from(
      '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></w:wordDocument>',
    ),
  ],
  ["CSV of a DOS program", readRows, Buffer.from("M\u0081ller;\u009c5\r\n", "latin1")],
];

async function endsWell(reader: Reader, bytes: Uint8Array): Promise<void> {
  const ending = await readInto(reader, bytes).then(
    () => "text",
    (error: unknown) => {
      if (!(error instanceof Unreadable)) throw error;
      return error.message;
    },
  );
  expect(ending).toMatch(/^(text|[A-Z].*\.)$/);
}

// Where to change a file, and the bytes to put there.
const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.uint8Array({ maxLength: 8 }));

describe.each(kinds)("%s", (_, reader, good) => {
  test("the intact file has text", async () => {
    expect((await readInto(reader, good)).lines.length).toBeGreaterThan(0);
  });

  test("random bytes produce text or a sentence", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), (bytes) => endsWell(reader, bytes)),
      { numRuns: 60 },
    );
  });

  test("a truncated file produces text or a sentence", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: good.length }), (length) => endsWell(reader, good.subarray(0, length))),
      { numRuns: 60 },
    );
  });

  test("a damaged file produces text or a sentence", async () => {
    await fc.assert(
      fc.asyncProperty(change, ([share, bytes]) => {
        const damaged = Uint8Array.from(good);
        damaged.set(
          bytes.subarray(0, damaged.length),
          Math.floor(share * Math.max(good.length - bytes.length, 0)),
        );
        return endsWell(reader, damaged);
      }),
      { numRuns: 150 },
    );
  });
});

describe("parts with arbitrary XML", () => {
  const piece = fc.oneof(
    fc
      .constantFrom(..."w:p w:r w:t w:tbl w:tr w:tc w:del row c v f is t si numFmt xf".split(" "))
      .map((name) => `<${name}>`),
    fc
      .constantFrom(..."p r t tbl tr tc row c v table:table table:table-cell text:p".split(" "))
      .map((name) => `</${name}>`),
    fc.constantFrom(
      '<c r="XFD9" t="s" s="7">',
      '<row r="x">',
      '<w:gridSpan w:val="-1"/>',
      "&#0;",
      "&lt;",
      "<![CDATA[x]]>",
    ),
    fc.constantFrom(
      '<table:table-cell table:number-columns-repeated="x">',
      "<table:table>",
      "<text:p>",
      "<text:note>",
    ),
    fc.string(),
  );
  const xml = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));

  test("produce text or a sentence", async () => {
    await fc.assert(
      fc.asyncProperty(xml, async (content) => {
        await endsWell(readDocx, docx(content));
        await endsWell(readXlsx, xlsx({ sheets: { One: content }, strings: content, formats: content }));
        await endsWell(readPptx, pptx([{ shapes: content }]));
        await endsWell(readOdfText, odf(content));
        await endsWell(readOdfSheets, odf(content, { styles: content }));
      }),
      { numRuns: 100 },
    );
  });
});
