import { expect, test } from "vitest";
import { readDocx } from "../../../src/document-text/formats/docx.ts";
import { readHtml } from "../../../src/document-text/formats/html.ts";
import { readPptx } from "../../../src/document-text/formats/pptx.ts";
import { readRtf } from "../../../src/document-text/formats/rtf.ts";
import { readXlsx } from "../../../src/document-text/formats/xlsx.ts";
import type { Reader } from "../../../src/document-text/types.ts";
import { readInto } from "../../support/array-sink.ts";
import { docx, namespaces, pptx, xlsx } from "../../support/office-files.ts";

const run = (text: string, font: string) =>
  `<w:r><w:rPr><w:rFonts w:ascii="${font}" w:hAnsi="${font}"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const cell = (text: string, style: number) =>
  `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
const workbook = xlsx({
  sheets: { S: `<row r="1">${cell("P", 1)}${cell("P", 0)}</row>` },
  further: {
    "xl/styles.xml":
      `<styleSheet ${namespaces.sheet}><fonts><font><name val="Calibri"/></font><font><name val="Wingdings 2"/></font></fonts>` +
      "<cellXfs><xf/><xf fontId='1'/></cellXfs></styleSheet>",
  },
});

test.each<[string, Reader, Uint8Array | string, string]>([
  [
    "DOCX",
    readDocx,
    docx(
      `<w:p>${run("\u00fc", "Wingdings")}${run(" yes ", "Arial")}${run("\uf0a8", "Wingdings")}${run(" no, m ", "Arial")}${run("m", "Symbol")}${run("J", "Wingdings")}</w:p>`,
    ),
    "✓ yes ☐ no, m μ[symbol 4A in font Wingdings]",
  ],
  [
    "HTML",
    readHtml,
    '<meta charset="utf-8"><p><span style="font-family: Wingdings, serif">\u00fe</span> <font face="Wingdings 2">P <b style="font-family:Arial">P</b></font>',
    "☑ ✓ P",
  ],
  [
    "RTF",
    readRtf,
    "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}{\\f4\\fnil\\fcharset2{\\*\\panose 05}Wingdings{\\*\\falt Symbol};}}\\f0 {\\f4\\'fc} yes {\\f4\\u-3928 ?} no o {\\f4 o} \\u-3913 ?item\\par}",
    "✓ yes ☐ no o ☐ •item",
  ],
  [
    "PPTX",
    readPptx,
    pptx([
      {
        shapes:
          '<p:sp><p:txBody><a:p><a:r><a:rPr><a:latin typeface="Wingdings"/></a:rPr><a:t>\u00fc</a:t></a:r><a:r><a:t> paid</a:t></a:r></a:p></p:txBody></p:sp>',
      },
    ]),
    "✓ paid",
  ],
  ["XLSX", readXlsx, workbook, "1: ✓ | P"],
])("letters of a symbol font in %s are read as what they draw", async (_, reader, file, line) => {
  expect((await readInto(reader, file)).lines.at(-1)).toBe(line);
});

test("a longer text that is in a symbol font by mistake stays readable", async () => {
  const { lines } = await readInto(readDocx, docx(`<w:p>${run("Payment terms", "Wingdings")}</w:p>`));
  expect(lines).toEqual(["Payment terms"]);
});
