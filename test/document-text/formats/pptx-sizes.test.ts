import { expect, test } from "vitest";
import { readPptx } from "../../../src/document-text/formats/pptx.ts";
import { readXlsx } from "../../../src/document-text/formats/xlsx.ts";
import { readInto } from "../../support/array-sink.ts";
import { namespaces, pptx, rels, xlsx, zipOf } from "../../support/office-files.ts";

const run = (text: string, size?: number) =>
  `<a:r><a:rPr lang="en"${size === undefined ? "" : ` sz="${size}"`}/><a:t>${text}</a:t></a:r>`;
const small = `<a:p>${run("1,250")}${run("1", 800)}</a:p>`;
const box = (paragraphs: string, placeholder = "", listStyle = "") =>
  `<p:sp><p:nvSpPr><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr><p:txBody><a:bodyPr/>${listStyle}${paragraphs}</p:txBody></p:sp>`;
const listStyle = (level: number, size: number) =>
  `<a:lstStyle><a:lvl${level}pPr><a:defRPr sz="${size}"><a:latin typeface="Arial"/></a:defRPr></a:lvl${level}pPr></a:lstStyle>`;

test("on a slide, digits with a smaller size than the usual one stand apart", async () => {
  const shapes = [
    box(small),
    box(`<a:p><a:r><a:t>1,250</a:t></a:r>${run("1", 800)}</a:p>`),
    box(`<a:p>${run("1,2", 1800)}${run("50")}</a:p>`),
    box(`<a:p>${run("1,25")}${run("0", 1800)}</a:p>`),
  ].join("");
  expect((await readInto(readPptx, pptx([{ shapes }]))).lines.slice(1)).toEqual([
    "1,250 1",
    "1,250 1",
    "1,250",
    "1,250",
  ]);
});

test("the list style of a text gives the size of its runs, by the level of the paragraph", async () => {
  const second = `<a:p><a:pPr lvl="1"/>${run("1,2")}${run("50", 900)}</a:p>`;
  const shapes = [
    box(`<a:p>${run("1,250")}${run("1", 800)}</a:p>`, "", listStyle(1, 800)),
    box(second, "", listStyle(2, 900)),
    box(second, "", listStyle(1, 900)),
    box(`<a:p>${run("1,2")}${run("50", 1800)}</a:p>`),
  ].join("");
  expect((await readInto(readPptx, pptx([{ shapes }]))).lines.slice(1)).toEqual([
    "1,2501",
    "1,250",
    "1,2 50",
    "1,250",
  ]);
});

test("placeholders have the sizes of their layout and master, other shapes those of the presentation", async () => {
  const sized = (size: number) => `<a:p>${run("1,2")}${run("50", size)}</a:p>`;
  const file = zipOf({
    "_rels/.rels": rels({ rId1: ["officeDocument", "ppt/presentation.xml"] }),
    "ppt/presentation.xml": `<p:presentation ${namespaces.slide}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst><p:defaultTextStyle><a:lvl1pPr><a:defRPr sz="1000"/></a:lvl1pPr></p:defaultTextStyle></p:presentation>`,
    "ppt/_rels/presentation.xml.rels": rels({ rId1: ["slide", "slide1.xml"] }),
    "ppt/slide1.xml": `<p:sld ${namespaces.slide}>${[
      box(sized(4400), '<p:ph type="title"/>'),
      box(sized(900), '<p:ph type="body" idx="13"/>'),
      box(sized(3000), '<p:ph idx="1"/>'),
      box(sized(2800), '<p:ph idx="99"/>'),
      box(sized(700), '<p:ph type="ftr" idx="7"/>'),
      box(sized(1000)),
      box(sized(1800)),
    ].join("")}</p:sld>`,
    "ppt/_rels/slide1.xml.rels": rels({ rId1: ["slideLayout", "layout1.xml"] }),
    "ppt/layout1.xml": `<p:sldLayout ${namespaces.slide}>${[
      box("", '<p:ph type="title"/>'),
      box("", '<p:ph idx="1"/>', listStyle(1, 3000)),
      box("", '<p:ph type="body" idx="13"/>', listStyle(1, 900)),
    ].join("")}</p:sldLayout>`,
    "ppt/_rels/layout1.xml.rels": rels({ rId1: ["slideMaster", "master1.xml"] }),
    "ppt/master1.xml": `<p:sldMaster ${namespaces.slide}>${box("", '<p:ph type="ftr" idx="3"/>', listStyle(1, 700))}<p:txStyles><p:titleStyle><a:lvl1pPr><a:defRPr sz="4400"/></a:lvl1pPr></p:titleStyle><p:bodyStyle><a:lvl1pPr><a:defRPr sz="2800"/></a:lvl1pPr><a:lvl2pPr><a:defRPr sz="2400"/></a:lvl2pPr></p:bodyStyle></p:txStyles></p:sldMaster>`,
  });
  expect((await readInto(readPptx, file)).lines.slice(1)).toEqual([
    "1,250",
    "1,250",
    "1,250",
    "1,250",
    "1,250",
    "1,250",
    "1,2 50",
  ]);
});

test("text boxes on a sheet and notes of a slide have smaller usual sizes", async () => {
  const notes = box(`<a:p>${run("1,2")}${run("50", 1200)}</a:p><a:p>${run("1,250")}${run("1", 800)}</a:p>`);
  expect((await readInto(readPptx, pptx([{ shapes: box(small), notes }]))).lines.slice(-2)).toEqual([
    "1,250",
    "1,250 1",
  ]);
  const drawing = `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:sp><xdr:txBody><a:bodyPr/><a:p>${run("1,2")}${run("50", 1100)}</a:p>${small.replace("800", "600")}</xdr:txBody></xdr:sp></xdr:wsDr>`;
  const sheet = xlsx({
    sheets: { A: '<row r="1"><c r="A1"><v>1</v></c></row>' },
    further: {
      "xl/worksheets/_rels/sheet1.xml.rels": rels({ rId1: ["drawing", "../drawings/drawing1.xml"] }),
      "xl/drawings/drawing1.xml": drawing,
    },
  });
  expect((await readInto(readXlsx, sheet)).lines.slice(-2)).toEqual(["1,250", "1,250 1"]);
});
