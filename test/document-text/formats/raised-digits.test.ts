import { expect, test } from "vitest";
import { readDocx } from "../../../src/document-text/formats/docx.ts";
import { readHtml } from "../../../src/document-text/formats/html.ts";
import { readOdfSheets, readOdfText } from "../../../src/document-text/formats/odf.ts";
import { readPptx } from "../../../src/document-text/formats/pptx.ts";
import { readRtf } from "../../../src/document-text/formats/rtf.ts";
import { readXlsx } from "../../../src/document-text/formats/xlsx.ts";
import type { Reader } from "../../../src/document-text/types.ts";
import { readInto } from "../../support/array-sink.ts";
import { docx, namespaces, odf, pptx, xlsx } from "../../support/office-files.ts";

const run = (text: string, properties: string) => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
const styles =
  `<w:styles ${namespaces.word}><w:style w:type="character" w:styleId="Mark"><w:rPr>` +
  '<w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>';
const positions =
  '<style:style style:name="U" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>' +
  '<style:style style:name="D" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>';
const spans =
  '<text:p>1,250<text:span text:style-name="U">1</text:span> and 7<text:span text:style-name="D">2</text:span></text:p>';

const sizes =
  '<style:style style:name="P" style:family="paragraph"><style:text-properties fo:font-size="12pt"/></style:style>' +
  '<style:style style:name="S" style:family="text"><style:text-properties fo:font-size="58%"/></style:style>';
const inPoints = (name: string, size: number) =>
  `<style:style style:name="${name}" style:family="text"><style:text-properties fo:font-size="${size}pt"/></style:style>`;
const smallDigits = xlsx({
  sheets: {
    S: '<row r="1"><c r="A1" s="0" t="inlineStr"><is><r><t>1,250</t></r><r><rPr><sz val="7"/></rPr><t>1</t></r></is></c></row>',
  },
  further: {
    "xl/styles.xml": `<styleSheet ${namespaces.sheet}><fonts><font><sz val="11"/></font></fonts><cellXfs><xf fontId="0"/></cellXfs></styleSheet>`,
  },
});

test.each<[string, Reader, Uint8Array | string, string]>([
  [
    "DOCX, also by a style",
    readDocx,
    docx(
      `<w:p>${run("1,250", "")}${run("1", '<w:rStyle w:val="Mark"/>')}${run(" and 7", "")}${run("2", '<w:vertAlign w:val="subscript"/>')}</w:p>`,
      { styles },
    ),
    "1,250^1 and 7_2",
  ],
  [
    "PPTX",
    readPptx,
    pptx([
      {
        shapes:
          "<p:sp><p:txBody><a:p><a:r><a:t>1,250</a:t></a:r><a:r><a:rPr baseline='30000'/><a:t>(1)</a:t></a:r>" +
          "<a:r><a:t> and 7</a:t></a:r><a:r><a:rPr baseline='-25%'/><a:t>2</a:t></a:r></a:p></p:txBody></p:sp>",
      },
    ]),
    "1,250^(1) and 7_2",
  ],
  ["ODT", readOdfText, odf(`<office:text>${spans}</office:text>`, { styles: positions }), "1,250^1 and 7_2"],
  [
    "ODS",
    readOdfSheets,
    odf(
      `<office:spreadsheet><table:table table:name="S"><table:table-row><table:table-cell office:value-type="string">${spans}</table:table-cell></table:table-row></table:table></office:spreadsheet>`,
      { styles: positions },
    ),
    "1: 1,250^1 and 7_2",
  ],
  [
    "XLSX",
    readXlsx,
    xlsx({
      sheets: {
        S: '<row r="1"><c r="A1" t="inlineStr"><is><r><t>10</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>-</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>6</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>2</t></r></is></c></row>',
      },
    }),
    "1: 10^-6_2",
  ],
  [
    "RTF",
    readRtf,
    "{\\rtf1 1,250{\\super (1)} and 7{\\dn6 2} or 8{\\up2 9}\\par}",
    "1,250^(1) and 7_2 or 89",
  ],
  ["HTML", readHtml, "<p>1,250<sup>(1)</sup> and 7<sub>2</sub></p>", "1,250^(1) and 7_2"],
  ["XLSX, in small letters of a cell", readXlsx, smallDigits, "1: 1,250 1"],
  [
    "ODT, in letters that are smaller than usual",
    readOdfText,
    odf(
      '<office:text><text:p>1,250<text:span text:style-name="S">1</text:span> 7<text:span text:style-name="T">1</text:span> 1<text:span text:style-name="T2">2</text:span></text:p></office:text>',
      { styles: `${sizes}${inPoints("T", 7)}${inPoints("T2", 12)}` },
    ),
    "1,250 1 7 1 12",
  ],
  [
    "ODS, in letters that are smaller than usual",
    readOdfSheets,
    odf(
      '<office:spreadsheet><table:table table:name="S"><table:table-row><table:table-cell office:value-type="string"><text:p>1,250<text:span text:style-name="T">1</text:span> 1<text:span text:style-name="T2">2</text:span></text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>',
      { styles: `${inPoints("T", 6)}${inPoints("T2", 10)}` },
    ),
    "1: 1,250 1 12",
  ],
  [
    "ODT, in small letters",
    readOdfText,
    odf(
      '<office:text><text:p text:style-name="P">1,250<text:span text:style-name="S">1</text:span> m<text:span text:style-name="U">2</text:span></text:p></office:text>',
      { styles: `${positions}${sizes}` },
    ),
    "1,250 1 m²",
  ],
])("raised and lowered digits in %s are no part of the number before them", async (_, reader, file, line) => {
  expect((await readInto(reader, file)).lines.at(-1)).toBe(line);
});
