import { expect, test } from "vitest";
import { typeOf } from "../../../src/document-text/file-type.ts";
import { readFlatOdf } from "../../../src/document-text/formats/flat-odf.ts";
import { readWordMl } from "../../../src/document-text/formats/wordml.ts";
import { readInto } from "../../support/array-sink.ts";
import { namespaces, paragraph, rels } from "../../support/office-files.ts";
import { extract, linesOf } from "../extract.ts";

const names = ["office", "text", "table", "draw", "meta"]
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(" ");
const flat = (body: string) =>
  `<?xml version="1.0"?><office:document ${names}><office:meta><meta:creator>SECRET</meta:creator></office:meta><office:body>${body}</office:body></office:document>`;

test("a flat OpenDocument text is read without its properties and pictures", async () => {
  const { lines, notes } = await readInto(
    readFlatOdf,
    flat(
      "<office:text><text:p>Terms</text:p><text:p><draw:image><office:binary-data>QUJD</office:binary-data></draw:image></text:p></office:text>",
    ),
    "application/vnd.oasis.opendocument.text-flat-xml",
  );
  expect(lines).toEqual(["Terms"]);
  expect(notes).toEqual(["Pictures are omitted: text in them is missing."]);
});

test("a flat OpenDocument sheet is read", async () => {
  const { lines } = await readInto(
    readFlatOdf,
    flat(
      '<office:spreadsheet><table:table table:name="Due"><table:table-row><table:table-cell office:value-type="string"><text:p>Acme</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>',
    ),
    "application/vnd.oasis.opendocument.spreadsheet-flat-xml",
  );
  expect(lines).toEqual(["# sheet “Due”", "1: Acme"]);
});

test("WordprocessingML 2003 is read: tables, notes, struck-out text; no deleted or hidden text", async () => {
  const run = (text: string, properties = "") => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
  const { lines, notes } = await readInto(
    readWordMl,
    '<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:aml="http://schemas.microsoft.com/aml/2001/core">' +
      `<w:styles><w:style><w:name/>${run("STYLE")}</w:style></w:styles><w:body><w:p>${run("Rate ")}${run("4%", "<w:strike/>")}${run(" 7%")}` +
      `<w:footnote><w:p>${run("net")}</w:p></w:footnote></w:p><w:p>${run("GONE", "<w:vanish/>")}<aml:annotation w:type="Word.Deletion">${run("GONE")}</aml:annotation></w:p>` +
      `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p>${run("Total")}</w:p></w:tc><w:tc><w:p>${run("5")}</w:p></w:tc></w:tr></w:tbl></w:body></w:wordDocument>`,
  );
  expect(lines).toEqual(["Rate [struck out: 4%] 7% [footnote: net", "]", "Total |  | 5"]);
  expect(notes).toEqual(["Text formatted as hidden is omitted."]);
});

const struck = (family: string) =>
  `<office:styles><style:style style:name="Void" style:family="${family}"><style:text-properties style:text-line-through-style="solid"/></style:style></office:styles>`;
const inherits = (family: string) =>
  `<office:automatic-styles><style:style style:name="A1" style:family="${family}" style:parent-style-name="Void"/></office:automatic-styles>`;
const printed = (name: string) =>
  `<office:master-styles><style:master-page style:name="${name}"><style:header><text:p>Confidential</text:p></style:header></style:master-page></office:master-styles>`;
const flatFile = (styles: string, body: string) =>
  `<?xml version="1.0"?><office:document ${namespaces.odf}>${styles}<office:body>${body}</office:body></office:document>`;

test("a flat OpenDocument text has its named styles, its headers and its footers", async () => {
  const { lines, notes } = await readInto(
    readFlatOdf,
    flatFile(
      struck("paragraph") + inherits("paragraph") + printed("Standard"),
      '<office:text><text:p text:style-name="A1">4,000</text:p><text:p>5,000</text:p></office:text>',
    ),
    "application/vnd.oasis.opendocument.text-flat-xml",
  );
  expect(lines).toEqual(["[struck out: 4,000]", "5,000", "# header", "Confidential"]);
  expect(notes).toEqual([]);
});

test("a flat OpenDocument sheet has its named styles and its headers", async () => {
  const cell = (style: string) =>
    `<table:table-cell ${style} office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>`;
  const { lines } = await readInto(
    readFlatOdf,
    flatFile(
      struck("table-cell") + inherits("table-cell") + printed("Default"),
      `<office:spreadsheet><table:table table:name="Due"><table:table-row>${cell('table:style-name="A1"')}${cell("")}</table:table-row></table:table></office:spreadsheet>`,
    ),
    "application/vnd.oasis.opendocument.spreadsheet-flat-xml",
  );
  expect(lines).toEqual(["# sheet “Due”", "1: [struck out: 5] | 5", "# header", "Confidential"]);
});

test("a Word document in one XML file is read as the document that it is", async () => {
  const part = (name: string, type: string, content: string) =>
    `<pkg:part pkg:name="${name}" pkg:contentType="application/vnd.openxmlformats-${type}+xml"><pkg:xmlData>${content}</pkg:xmlData></pkg:part>`;
  const file =
    '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">' +
    part("/_rels/.rels", "package.relationships", rels({ rId1: ["officeDocument", "word/document.xml"] })) +
    part(
      "/word/document.xml",
      "officedocument.wordprocessingml.document.main",
      `<w:document ${namespaces.word}><w:body>${paragraph("Terms &amp; conditions")}</w:body></w:document>`,
    ) +
    '<pkg:part pkg:name="/word/media/image1.png" pkg:contentType="image/png"><pkg:binaryData>iVBORw0KGgo=</pkg:binaryData></pkg:part></pkg:package>';
  const type = await typeOf(Buffer.from(file), { name: "terms.doc" });
  expect(linesOf(await extract(file, type))).toEqual(["Terms & conditions"]);
});
