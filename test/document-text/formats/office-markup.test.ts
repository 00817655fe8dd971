import { expect, test } from "vitest";
import { readDocx } from "../../../src/document-text/formats/docx.ts";
import { readPptx } from "../../../src/document-text/formats/pptx.ts";
import { readXlsx } from "../../../src/document-text/formats/xlsx.ts";
import { readInto } from "../../support/array-sink.ts";
import { docx, namespaces, paragraph, pptx, rels, xlsx, zipOf } from "../../support/office-files.ts";

const read = (body: string, further = {}) => readInto(readDocx, docx(body, further));
const cell = (text: string, properties = "") =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;
const row = (...cells: string[]) => `<w:tbl><w:tr>${cells.join("")}</w:tr></w:tbl>`;

test("of alternative content, the version that Office knows is read", async () => {
  const known = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape";
  const choice = (prefix: string, uri: string) =>
    `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="${prefix}" xmlns:${prefix}="${uri}"><w:t>new</w:t></mc:Choice>` +
    "<mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>";
  expect((await read(choice("wps", known))).lines).toEqual(["new"]);
  expect((await read(choice("zz", "urn:vendor:markup"))).lines).toEqual(["old"]);
});

test("text that tracked changes delete with its cell or its paragraph's end is not live text", async () => {
  const { lines, notes } = await read(row(cell("a"), cell("gone", "<w:cellDel/>"), cell("c")));
  expect(lines).toEqual(["a |  | c"]);
  expect(notes).toEqual(["Text deleted by tracked changes is omitted."]);
  const first = `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Rate: </w:t></w:r></w:p>`;
  expect((await read(first + paragraph("6%"))).lines).toEqual(["Rate: 6%"]);
});

test("text in a cell that is merged into the one to its left is omitted", async () => {
  const merged = row(cell("a", '<w:hMerge w:val="restart"/>'), cell("covered", "<w:hMerge/>"), cell("c"));
  expect((await read(merged)).lines).toEqual(["a |  | c"]);
});

test("hidden signs are omitted with the hidden text around them", async () => {
  const hidden =
    '<w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t><w:tab/><w:sym w:font="Wingdings" w:char="F0FC"/><w:br/></w:r>';
  const { lines } = await read(`<w:p><w:r><w:t>one</w:t></w:r>${hidden}<w:r><w:t>line</w:t></w:r></w:p>`);
  expect(lines).toEqual(["oneline"]);
});

test("numbers that a paragraph has from its style are reported", async () => {
  const styles = `<w:styles ${namespaces.word}><w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Clause"><w:basedOn w:val="Base"/></w:style></w:styles>`;
  const body = '<w:p><w:pPr><w:pStyle w:val="Clause"/></w:pPr><w:r><w:t>Term</w:t></w:r></w:p>';
  expect((await read(body, { styles })).notes).toEqual([
    "Automatic paragraph numbers and bullets are omitted.",
  ]);
});

test("text in a hidden shape is reported", async () => {
  const shape = `<w:p><w:r><w:pict><v:shape style="visibility:hidden"><v:textbox><w:txbxContent>${paragraph("boxed")}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>`;
  expect(await read(shape)).toMatchObject({
    lines: ["boxed"],
    notes: ["Text in hidden shapes is included."],
  });
});

test("pictures that are only linked to are reported", async () => {
  const link = (target: string) =>
    rels({ rId9: ["image", target] }).replace("/></", ' TargetMode="External"/></');
  const file = zipOf({
    "_rels/.rels": rels({ rId1: ["officeDocument", "word/document.xml"] }),
    "word/document.xml": `<w:document ${namespaces.word}><w:body>${paragraph("See")}</w:body></w:document>`,
    "word/_rels/document.xml.rels": link("https://example.com/scan.png"),
  });
  expect(await readInto(readDocx, file)).toMatchObject({
    lines: ["See"],
    notes: ["Pictures or objects that the document only links to are not in this file."],
  });
});

test("threads of comments are signed, and read once although Excel writes them twice", async () => {
  const thread =
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">' +
    '<threadedComment ref="B2" dT="2026-01-02T10:00:00" personId="{P}"><text>Is this paid?</text></threadedComment></ThreadedComments>';
  const persons =
    '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="R. Sandford" id="{P}"/></personList>';
  const microsoft = "http://schemas.microsoft.com/office/2017/10/relationships";
  const related = (written: string) =>
    written.replaceAll(/"[^"]*\/(threadedComment|person)"/g, `"${microsoft}/$1"`);
  const file = xlsx({
    sheets: { One: '<row r="2"><c r="B2"><v>5</v></c></row>' },
    further: {
      "xl/_rels/workbook.xml.rels": related(
        rels({ rId1: ["worksheet", "worksheets/sheet1.xml"], rId8: ["person", "persons/person.xml"] }),
      ),
      "xl/persons/person.xml": persons,
      "xl/worksheets/_rels/sheet1.xml.rels": related(
        rels({ rId1: ["comments", "../comments1.xml"], rId2: ["threadedComment", "../threads/t1.xml"] }),
      ),
      "xl/comments1.xml": `<comments ${namespaces.sheet}><commentList><comment ref="B2"><text><t>[Threaded comment]\n\nComment: Is this paid?</t></text></comment><comment ref="C3"><text><t>old</t></text></comment></commentList></comments>`,
      "xl/threads/t1.xml": thread,
    },
  });
  const { lines } = await readInto(readXlsx, file);
  expect(lines.slice(-3)).toEqual([
    "# comments on sheet “One”",
    "C3: old",
    "B2: R. Sandford, 2026-01-02T10:00:00: Is this paid?",
  ]);
});

test("each series of a scatter chart keeps its own x values, and bubbles their sizes", async () => {
  const points = (name: string, value: string) =>
    `<c:${name}><c:numRef><c:numCache><c:pt idx="0"><c:v>${value}</c:v></c:pt></c:numCache></c:numRef></c:${name}>`;
  const series = (name: string, x: string, y: string, more = "") =>
    `<c:ser><c:tx><c:v>${name}</c:v></c:tx>${points("xVal", x)}${points("yVal", y)}${more}</c:ser>`;
  const chart = `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:plotArea><c:bubbleChart>${series("A", "1", "-2.5", points("bubbleSize", "99"))}${series("B", "7", "8")}</c:bubbleChart></c:plotArea></c:chart></c:chartSpace>`;
  const { lines } = await readInto(readDocx, docx(paragraph("x"), { chart }));
  expect(lines.slice(2)).toEqual([" | A | A (size)", "1 | -2.5 | 99", " | B", "7 | 8"]);
});

test("on slides, a fraction is not read as one number, and omitted numbers of paragraphs are reported", async () => {
  const half =
    '<m:f xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>';
  const shapes = `<p:sp><p:txBody><a:p><a:pPr><a:buAutoNum type="arabicPeriod"/></a:pPr>${half}</a:p></p:txBody></p:sp>`;
  expect(await readInto(readPptx, pptx([{ shapes }]))).toMatchObject({
    lines: ["# slide 1 of 1", "1/2"],
    notes: ["Automatic paragraph numbers and bullets are omitted."],
  });
});
