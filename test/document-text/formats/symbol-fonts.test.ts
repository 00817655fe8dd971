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

test("on a slide, the font for symbols draws symbols, and the mark of a paragraph draws nothing of the next one", async () => {
  const latin = (name: string) => `<a:latin typeface="${name}"/>`;
  const end = `<a:endParaRPr>${latin("Wingdings")}</a:endParaRPr>`;
  const slide = (text: string, properties: string) =>
    `<a:p><a:r><a:rPr>${properties}</a:rPr><a:t>${text}</a:t></a:r>${end}</a:p>`;
  const shapes =
    `<p:sp><p:txBody>${slide("\uf061 paid", `${latin("Arial")}<a:sym typeface="Webdings"/>`)}` +
    `<a:p><a:r><a:t>P</a:t></a:r></a:p>${slide("\uf0fc", latin("+mn-lt"))}</p:txBody></p:sp>`;
  const { lines } = await readInto(readPptx, pptx([{ shapes }]));
  expect(lines.slice(-3)).toEqual(["✓ paid", "P", "[symbol FC in font of the theme]"]);
});

test("a longer text that is in a symbol font by mistake stays readable", async () => {
  const { lines } = await readInto(readDocx, docx(`<w:p>${run("Payment terms", "Wingdings")}</w:p>`));
  expect(lines).toEqual(["Payment terms"]);
});

test("the font called Symbol has Greek letters and mathematical signs", async () => {
  const { lines } = await readInto(readDocx, docx(`<w:p>${run("A\u00a3\u00d6-$", "Symbol")}</w:p>`));
  expect(lines).toEqual(["Α≤√\u2212∃"]);
});
