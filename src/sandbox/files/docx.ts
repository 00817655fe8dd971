import { contentTypes, escapeXml, relationships, xmlHeader } from "./xml.ts";
import { writeZip } from "./zip.ts";

/** A paragraph, or the rows of a table. */
export type DocxBlock = string | readonly (readonly string[])[];

/** A Word document. The first block is the heading. */
export function writeDocx(blocks: readonly DocxBlock[]): Buffer {
  const body = blocks.map((block, index) => {
    if (typeof block !== "string") return table(block);
    return paragraph(block, index === 0 ? '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>' : "");
  });
  const document =
    `${xmlHeader}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` +
    `${body.join("")}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`;
  return writeZip([
    ["[Content_Types].xml", contentTypes([["word/document.xml", "wordprocessingml.document.main"]])],
    ["_rels/.rels", relationships([["officeDocument", "word/document.xml"]])],
    ["word/document.xml", document],
  ]);
}

function paragraph(text: string, style = ""): string {
  const content = escapeXml(text).replaceAll("\t", '</w:t><w:tab/><w:t xml:space="preserve">');
  return `<w:p><w:r>${style}<w:t xml:space="preserve">${content}</w:t></w:r></w:p>`;
}

function table(rows: readonly (readonly string[])[]): string {
  const columns = rows[0] ?? [];
  const grid = columns.map(() => '<w:gridCol w:w="3000"/>').join("");
  const written = rows.map((row) => {
    const cells = row.map(
      (cell) => `<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>${paragraph(cell)}</w:tc>`,
    );
    return `<w:tr>${cells.join("")}</w:tr>`;
  });
  // Word rejects a body that ends with a table, so an empty paragraph follows.
  return (
    '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>' +
    `<w:tblGrid>${grid}</w:tblGrid>${written.join("")}</w:tbl><w:p/>`
  );
}
