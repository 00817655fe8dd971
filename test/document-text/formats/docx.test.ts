import { expect, test } from "vitest";
import { readDocx } from "../../../src/document-text/formats/docx.ts";
import { readInto } from "../../support/array-sink.ts";
import { docx, type Parts, paragraph, rels, zipOf } from "../../support/office-files.ts";

const read = (body: string, further?: Parts) => readInto(readDocx, docx(body, further));
const run = (content: string) => `<w:p><w:r>${content}</w:r></w:p>`;

test("tabs and line breaks of a run are read; tab stops are not", async () => {
  const { lines } = await read(
    '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>',
  );
  expect(lines).toEqual(["a\tb", "c"]);
});

test("table rows become lines; spanned columns stay empty; a nested table has its own rows, and what follows it keeps its column", async () => {
  const cell = (content: string, span = "") => `<w:tc><w:tcPr>${span}</w:tcPr>${content}</w:tc>`;
  const inner = `<w:tbl><w:tr>${cell(paragraph("x"))}${cell(paragraph("y"))}</w:tr></w:tbl>`;
  const { lines } = await read(
    `<w:tbl><w:tr>${cell(paragraph("a"), '<w:gridSpan w:val="2"/>')}${cell(paragraph("b") + paragraph("c"))}</w:tr>` +
      `<w:tr>${cell(paragraph("d"))}${cell(`${paragraph("e")}${inner}${paragraph("f")}`)}${cell(paragraph("g"))}</w:tr></w:tbl>`,
  );
  expect(lines).toEqual(["a |  | b ⏎ c", "d | e", "x | y", " | f | g"]);
});

test("a cell that spans two billion columns adds no more columns than Word allows", async () => {
  const { lines } = await read(
    `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>${paragraph("a")}</w:tc><w:tc>${paragraph("b")}</w:tc></w:tr></w:tbl>`,
  );
  expect(lines[0]?.length).toBeLessThan(300);
});

test("deleted and moved text is omitted with a note; inserted text stays", async () => {
  const { lines, notes } = await read(
    "<w:p><w:r><w:t>stays </w:t></w:r><w:del><w:r><w:delText>GONE</w:delText></w:r></w:del>" +
      "<w:ins><w:r><w:t>added</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>MOVED</w:t></w:r></w:moveFrom></w:p>",
  );
  expect(lines).toEqual(["stays added"]);
  expect(notes).toEqual(["Text deleted by tracked changes is omitted."]);
});

test("a deleted paragraph mark deletes no text", async () => {
  const { lines, notes } = await read(
    "<w:p><w:pPr><w:rPr><w:del/><w:vanish/></w:rPr></w:pPr><w:r><w:t>here</w:t></w:r></w:p>",
  );
  expect({ lines, notes }).toEqual({ lines: ["here"], notes: [] });
});

test("hidden text is omitted with a note", async () => {
  const { lines, notes } = await read(
    "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>HIDDEN</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>seen</w:t></w:r></w:p>",
  );
  expect({ lines, notes }).toEqual({
    lines: ["seen"],
    notes: ["Text formatted as hidden is omitted."],
  });
});

test("a text box is read once, separate from the line around it", async () => {
  const box = (text: string) => `<w:txbxContent>${paragraph(text)}</w:txbxContent>`;
  const { lines } = await read(
    run(
      `<w:t>before </w:t><mc:AlternateContent><mc:Choice Requires="wps">${box("in the box")}</mc:Choice>` +
        `<mc:Choice Requires="other">${box("in the box")}</mc:Choice><mc:Fallback>${box("in the box")}</mc:Fallback></mc:AlternateContent><w:t>after</w:t>`,
    ),
  );
  expect(lines).toEqual(["in the box", "before after"]);
});

test("notes, headers, footers and comments are separate sections; the text refers to notes and comments", async () => {
  const { lines } = await read(
    `<w:p><w:r><w:t>Due</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>`,
    {
      footnotes: `<w:footnotes><w:footnote w:type="separator" w:id="-1">${paragraph("---")}</w:footnote><w:footnote w:id="2">${paragraph("After 30 days.")}</w:footnote></w:footnotes>`,
      header1: `<w:hdr>${paragraph("Draft")}</w:hdr>`,
      header2: `<w:hdr>${paragraph("Private")}</w:hdr>`,
      footer1: "<w:ftr><w:p/></w:ftr>",
      comments: `<w:comments><w:comment w:id="0" w:author="R. Sandford" w:date="2026-05-12T09:00:00Z">${paragraph("Agreed?")}</w:comment></w:comments>`,
    },
  );
  expect(lines).toEqual([
    "Due[footnote 1][comment 0]",
    "# footnotes",
    "[footnote 1] After 30 days.",
    "# header 1",
    "Draft",
    "# header 2",
    "Private",
    "# comments",
    "[comment 0] R. Sandford, 2026-05-12T09:00:00Z: Agreed?",
  ]);
});

test("a field shows its result, not its instruction; check marks and boxes of forms are read", async () => {
  const { lines } = await read(
    run('<w:instrText>DATE \\@ "d MMMM"</w:instrText><w:t>12 May</w:t>') +
      run('<w:sym w:font="Wingdings" w:char="F0FC"/><w:t> paid </w:t><w:sym w:font="Odd" w:char="F041"/>') +
      run(
        '<w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar><w:t> yes</w:t>',
      ),
  );
  expect(lines).toEqual(["12 May", "✓ paid [symbol 41 in font Odd]", "☒ yes"]);
});

test("automatic numbers are reported in a note", async () => {
  const { notes } = await read("<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Term</w:t></w:r></w:p>");
  expect(notes).toEqual(["Automatic paragraph numbers and bullets are omitted."]);
});

test("pictures and embedded files are counted", async () => {
  const parts = {
    image1: "",
    image2: "",
    oleObject1: "",
    package1: "",
  };
  const { notes } = await read(paragraph("a"), parts);
  expect(notes).toEqual([
    "2 pictures are omitted: text in them is missing.",
    "2 embedded files are omitted.",
  ]);
  expect((await read(paragraph("a"), { styles: "" })).notes).toEqual([]);
});

test("a picture in a header is reported", async () => {
  const file = zipOf({
    "_rels/.rels": rels({ rId1: ["officeDocument", "word/document.xml"] }),
    "word/document.xml": `<w:document><w:body>${paragraph("a")}</w:body></w:document>`,
    "word/_rels/document.xml.rels": rels({ rId1: ["header", "header1.xml"] }),
    "word/header1.xml": "<w:hdr/>",
    "word/_rels/header1.xml.rels": rels({ rId1: ["image", "media/logo.png"] }),
    "word/media/logo.png": "",
  });
  expect((await readInto(readDocx, file)).notes).toEqual(["1 picture is omitted: text in it is missing."]);
});
