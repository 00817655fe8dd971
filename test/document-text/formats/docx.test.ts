import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { readDocx } from "../../../src/document-text/formats/docx.ts";
import { readInto } from "../../support/array-sink.ts";
import { docx, namespaces, type Parts, paragraph, rels, zipOf } from "../../support/office-files.ts";

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
  const numbered = (id: number) =>
    `<w:p><w:pPr><w:numPr><w:numId w:val="${id}"/></w:numPr></w:pPr><w:r><w:t>Term</w:t></w:r></w:p>`;
  expect((await read(numbered(1))).notes).toEqual(["Automatic paragraph numbers and bullets are omitted."]);
  // No list.
  expect((await read(numbered(0))).notes).toEqual([]);
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

const struckStyles = `<w:styles ${namespaces.word}>
  <w:style w:type="paragraph" w:styleId="Void"><w:rPr><w:strike/></w:rPr></w:style>
  <w:style w:type="paragraph" w:styleId="Void2"><w:basedOn w:val="Void"/></w:style>
  <w:style w:type="character" w:styleId="Gone"><w:rPr><w:dstrike/></w:rPr></w:style>
  <w:style w:type="character" w:styleId="Toggle"><w:rPr><w:strike/></w:rPr></w:style>
  <w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>`;
const styled = (properties: string, text: string, paragraphStyle = "") =>
  `<w:p><w:pPr><w:pStyle w:val="${paragraphStyle}"/><w:rPr><w:strike/></w:rPr></w:pPr><w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r></w:p>`;

test("struck-out text is marked: by its own formatting, by styles, and by styles that styles stand on", async () => {
  const { lines } = await read(
    [
      styled("<w:strike/>", "a"),
      styled("<w:dstrike/>", "b"),
      styled('<w:rStyle w:val="Gone"/>', "c"),
      styled("", "d", "Void"),
      styled("", "e", "Void2"),
      // Two styles cancel each other out, and a run's own formatting wins.
      styled('<w:rStyle w:val="Toggle"/>', "f", "Void"),
      styled('<w:strike w:val="0"/>', "g", "Void"),
      styled("", "h"),
      run("<w:rPr><w:strike/></w:rPr><w:t>50</w:t>").replace("</w:p>", "<w:r><w:t> 60</w:t></w:r></w:p>"),
    ].join(""),
    { styles: struckStyles },
  );
  expect(lines).toEqual([
    ..."abcde".split("").map((letter) => `[struck out: ${letter}]`),
    ..."fgh".split(""),
    "[struck out: 50] 60",
  ]);
});

test("text that a style hides is omitted with a note", async () => {
  const { lines, notes } = await read(styled('<w:rStyle w:val="Secret"/>', "x") + paragraph("y"), {
    styles: struckStyles,
  });
  expect({ lines, notes }).toEqual({ lines: ["y"], notes: ["Text formatted as hidden is omitted."] });
});

test("cells keep their column: skipped columns, cells that cover several, cells that continue one above", async () => {
  const cell = (text: string, properties = "") =>
    `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;
  const { lines } = await read(
    `<w:tbl><w:tr>${cell("a")}${cell("b")}${cell("c")}</w:tr>` +
      `<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>${cell("310.00")}</w:tr>` +
      `<w:tr>${cell("", "<w:vMerge/>")}${cell("d", '<w:gridSpan w:val="2"/>')}${cell("e")}</w:tr></w:tbl>`,
  );
  expect(lines).toEqual(["a | b | c", " |  | 310.00", " | d |  | e"]);
});

test("text in cells that a merged cell covers is omitted with a note, as Word shows the table", async () => {
  const cell = (text: string, merge: string) => `<w:tc><w:tcPr>${merge}</w:tcPr>${paragraph(text)}</w:tc>`;
  const row = (merge: string, ...texts: string[]) =>
    `<w:tr>${texts.map((text, at) => cell(text, at === 0 ? merge : "")).join("")}</w:tr>`;
  const begin = '<w:vMerge w:val="restart"/>';
  const { lines, notes } = await read(
    `<w:tbl>${row("<w:vMerge/>", "Alder", "1.00")}${row(begin, "Birch", "2.00")}${row("<w:vMerge/>", "old", "3.00")}${row("", "Cedar", "4.00")}</w:tbl>`,
  );
  expect(lines).toEqual(["Alder | 1.00", "Birch | 2.00", " | 3.00", "Cedar | 4.00"]);
  expect(notes).toEqual(["Text in table cells that a merged cell covers is omitted: Word does not show it."]);
});

test("drop-downs and check boxes of forms show their state once", async () => {
  const field = (data: string, result = "") =>
    `<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData>${data}</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORM</w:instrText></w:r>` +
    `<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>${result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>!</w:t></w:r></w:p>`;
  const list = (state: string) =>
    `<w:ddList>${state}<w:listEntry w:val="Monthly"/><w:listEntry w:val="Quarterly"/></w:ddList>`;
  const { lines } = await read(
    field(list('<w:result w:val="1"/>')) +
      field(list('<w:default w:val="1"/>'), "Quarterly") +
      field(list("")) +
      field('<w:checkBox><w:default w:val="1"/></w:checkBox>') +
      field('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>') +
      field("<w:textInput/>", "typed"),
  );
  expect(lines).toEqual(["Quarterly!", "Quarterly!", "Monthly!", "☒!", "☐!", "typed!"]);
});

test("a check box of a content control is a character, not a symbol", async () => {
  const { lines } = await read(
    '<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:sym w:font="MS Gothic" w:char="2612"/><w:t> yes</w:t></w:r></w:p></w:sdtContent></w:sdt>',
  );
  expect(lines).toEqual(["☒ yes"]);
});

test("WordArt is text, as most watermarks are", async () => {
  const { lines } = await read(paragraph("Due"), {
    header1: `<w:hdr ${namespaces.word} xmlns:v="urn:schemas-microsoft-com:vml">${run('<w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict>')}</w:hdr>`,
  });
  expect(lines).toEqual(["Due", "# header", "DRAFT"]);
});

test("raised digits and fractions do not become other numbers", async () => {
  const math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"';
  const piece = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`;
  const part = (name: string, text: string) => `<m:${name}>${piece(text)}</m:${name}>`;
  const { lines } = await read(
    run('<w:t>1,250</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>14</w:t>') +
      `<w:p><m:oMath ${math}>${piece("2")}<m:f>${part("num", "1")}${part("den", "2")}</m:f>${piece("5")}</m:oMath></w:p>` +
      `<w:p><m:oMath ${math}><m:sSup>${part("e", "10")}${part("sup", "1.5")}</m:sSup>${piece(".5")}</m:oMath></w:p>`,
  );
  expect(lines).toEqual(["1,250^14", "2 1/2 5", "10^1.5 .5"]);
});

test.each([
  ["HTML", "<html><body><p>Principal <b>GBP 5</b></p><p>due</p></body></html>"],
  ["RTF", "{\\rtf1 Principal GBP 5\\par due}"],
  ["plain text", "Principal GBP 5\ndue"],
])("an embedded document is read in its place: %s", async (_, chunk) => {
  const { lines } = await read(`${paragraph("before")}<w:altChunk r:id="rId1"/>${paragraph("after")}`, {
    aFChunk: chunk,
  });
  expect(lines).toEqual(["before", "Principal GBP 5", "due", "after"]);
});

test("a Word document inside a document is read, but none inside that", async () => {
  const inner = docx(`${paragraph("inner")}<w:altChunk r:id="rId1"/>`, { aFChunk: "deeper" });
  const file = zipSync({
    "_rels/.rels": strToU8(rels({ rId1: ["officeDocument", "word/document.xml"] })),
    "word/document.xml": strToU8(
      `<w:document ${namespaces.word}><w:body><w:altChunk r:id="rId1"/></w:body></w:document>`,
    ),
    "word/_rels/document.xml.rels": strToU8(rels({ rId1: ["aFChunk", "a.docx"] })),
    "word/a.docx": inner,
  });
  const { lines, notes } = await readInto(readDocx, file);
  expect(lines).toEqual(["inner"]);
  expect(notes).toContain("Embedded document: An embedded document is omitted.");
});

test("a chart is a table of its series; a diagram is its text", async () => {
  const values = (part: string, ...written: string[]) =>
    `<c:${part}><c:numRef><c:numCache><c:formatCode>#,##0.00</c:formatCode>${written
      .map((value, at) => `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`)
      .join("")}</c:numCache></c:numRef></c:${part}>`;
  const names = (part: string, ...written: string[]) =>
    values(part, ...written).replace(/<c:formatCode>.*?<\/c:formatCode>/, "");
  const { lines } = await read(paragraph("x"), {
    chart1:
      `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">` +
      `<c:title><c:tx><c:rich><a:p><a:r><a:t>Turnover</a:t></a:r></a:p></c:rich></c:tx></c:title>` +
      `<c:ser>${names("tx", "2025")}${names("cat", "May", "June")}${values("val", "1000", "-20.5")}</c:ser>` +
      `<c:ser>${names("tx", "2026")}${values("val", "7")}</c:ser></c:chartSpace>`,
    diagramData1: "<dgm:dataModel><a:p><a:r><a:t>Parent Ltd</a:t></a:r></a:p></dgm:dataModel>",
  });
  expect(lines).toEqual([
    "x",
    "# chart",
    "Turnover",
    " | 2025 | 2026",
    "May | 1,000.00 | 7.00",
    "June | -20.50",
    "# diagram",
    "Parent Ltd",
  ]);
});

test("a table style strikes out the text of its table, and text after the table is not struck out", async () => {
  const styles =
    `<w:styles ${namespaces.word}><w:style w:type="table" w:styleId="Base"><w:rPr><w:strike/></w:rPr></w:style>` +
    '<w:style w:type="table" w:styleId="Void"><w:basedOn w:val="Base"/></w:style></w:styles>';
  const { lines } = await read(
    `<w:tbl><w:tblPr><w:tblStyle w:val="Void"/></w:tblPr><w:tr><w:tc>${paragraph("4,000")}</w:tc>` +
      `<w:tc>${run('<w:rPr><w:strike w:val="0"/></w:rPr><w:t>5,000</w:t>')}</w:tc></w:tr></w:tbl>${paragraph("after")}`,
    { styles },
  );
  expect(lines).toEqual(["[struck out: 4,000] | 5,000", "after"]);
});

test("a hidden row of a table is omitted with a note; the rows around it stay", async () => {
  const row = (text: string, properties = "") =>
    `<w:tr><w:trPr>${properties}</w:trPr><w:tc>${paragraph(text)}</w:tc></w:tr>`;
  const { lines, notes } = await read(
    `<w:tbl>${row("a")}${row("GONE", "<w:hidden/>")}${row("b", '<w:hidden w:val="0"/>')}</w:tbl>`,
  );
  expect(lines).toEqual(["a", "b"]);
  expect(notes).toEqual(["Text formatted as hidden is omitted."]);
});

test("the result of a field inside another field's instruction is omitted; the shown result and what follows stay", async () => {
  const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const text = (words: string) => `<w:r><w:t>${words}</w:t></w:r>`;
  const inner = `${mark("begin")}<w:r><w:instrText>REF a</w:instrText></w:r>${mark("separate")}${text("COMPARED")}${mark("end")}`;
  const { lines } = await read(
    `<w:p>${mark("begin")}<w:r><w:instrText>IF </w:instrText></w:r>${inner}${mark("separate")}${text("shown ")}${inner.replace("COMPARED", "nested ")}${mark("end")}${text("after")}</w:p>` +
      `<w:p>${mark("begin")}${mark("begin")}</w:p>${paragraph("a field that never ends")}`,
  );
  expect(lines).toEqual(["shown nested after", "a field that never ends"]);
});

test("a row that tracked changes have deleted is omitted with a note, also if its text is not marked", async () => {
  const row = (text: string, properties = "") =>
    `<w:tr><w:trPr>${properties}</w:trPr><w:tc>${paragraph(text)}</w:tc></w:tr>`;
  const { lines, notes } = await read(
    `<w:tbl>${row("5.00")}${row("GONE", '<w:del w:id="1"/>')}${row("6.00", '<w:ins w:id="2"/>')}</w:tbl>`,
  );
  expect({ lines, notes }).toEqual({
    lines: ["5.00", "6.00"],
    notes: ["Text deleted by tracked changes is omitted."],
  });
});

test("what two toggles strike out is not struck out: of a paragraph's style and of a character style", async () => {
  const style = (type: string, id: string, more = "") =>
    `<w:style w:type="${type}" w:styleId="${id}">${more}<w:rPr><w:strike/></w:rPr></w:style>`;
  const { lines } = await read(
    '<w:p><w:pPr><w:pStyle w:val="P"/></w:pPr><w:r><w:rPr><w:rStyle w:val="C"/></w:rPr><w:t>live</w:t></w:r><w:r><w:t>dead</w:t></w:r></w:p>',
    {
      styles: `<w:styles ${namespaces.word}>${style("paragraph", "P")}${style("character", "C")}</w:styles>`,
    },
  );
  expect(lines).toEqual(["live[struck out: dead]"]);
});

test.each([
  ["RTF", "{\\rtf1\\ansi Principal \\'a3250,000\\par}"],
  [
    "MHTML",
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n' +
      "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>Principal =C2=A3250,000</p>\r\n--b--\r\n",
  ],
  ["HTML in UTF-16", Buffer.from("\uFEFF<html><body><p>Principal £250,000</p></body></html>", "utf16le")],
  ["plain text", "Principal £250,000"],
])("an embedded document is read at its place in a cell: %s", async (_, content) => {
  const cell = (inner: string) => `<w:tc>${inner}</w:tc>`;
  const file = zipSync({
    "_rels/.rels": strToU8(rels({ rId1: ["officeDocument", "word/document.xml"] })),
    "word/document.xml": strToU8(
      `<w:document ${namespaces.word}><w:body><w:tbl><w:tr>${cell('<w:altChunk r:id="rId9"/>')}${cell(paragraph("5"))}</w:tr></w:tbl></w:body></w:document>`,
    ),
    "word/_rels/document.xml.rels": strToU8(rels({ rId9: ["aFChunk", "chunk.bin"] })),
    "word/chunk.bin": typeof content === "string" ? strToU8(content) : content,
  });
  expect((await readInto(readDocx, file)).lines).toEqual(["Principal £250,000 | 5"]);
});
