import { gzipSync } from "node:zlib";
import { images } from "../../support/images.ts";
import { docx, paragraph, pptx, shape, xlsx, zipOf } from "../../support/office-files.ts";
import { encryptedPdf, pdfFile, pdfOf, shown } from "../../support/pdf-files.ts";

export const sentence = "Invoice 1042 is overdue";
export const drawing = "0.3 g 60 60 400 700 re f";
const row = `<row r="1"><c r="A1" t="inlineStr"><is><t>${sentence}</t></is></c></row>`;
const cell = `<table:table-cell office:value-type="string"><text:p>${sentence}</text:p></table:table-cell>`;

const table = `<office:spreadsheet><table:table table:name="A"><table:table-row>${cell}</table:table-row></table:table></office:spreadsheet>`;

/** What `auto` returns for a file, and whether its text and its pages are returned on request. */
export type Kind = "text" | "text with pages" | "text or image" | "image" | "link";

export const files: [name: string, bytes: Uint8Array, kind: Kind][] = [
  ["text.pdf", pdfFile(pdfOf([shown(sentence), shown("page two")])), "text or image"],
  ["scan.pdf", pdfFile(pdfOf([drawing, drawing, drawing])), "image"],
  ["mixed.pdf", pdfFile(pdfOf([shown(sentence), drawing, shown("end")])), "text or image"],
  ["locked.pdf", encryptedPdf(pdfOf([shown(sentence)]), "secret"), "link"],
  ["broken.pdf", Buffer.from("%PDF-1.7\nnonsense"), "link"],
  ["a.docx", docx(paragraph(sentence)), "text"],
  ["a.xlsx", xlsx({ sheets: { Ledger: row } }), "text with pages"],
  ["a.pptx", pptx([{ shapes: shape(sentence) }]), "text with pages"],
  ["a.odt", openDocument("text", `<office:text><text:p>${sentence}</text:p></office:text>`), "text"],
  ["a.ods", openDocument("spreadsheet", table), "text with pages"],
  ["a.csv", Buffer.from(`id,what\n1,"${sentence}"\n`), "text"],
  ["a.txt", Buffer.from(sentence), "text"],
  ["a.json", Buffer.from(JSON.stringify({ what: sentence })), "text"],
  ["a.xml", Buffer.from(`<a>${sentence}</a>`), "text"],
  ["a.html", Buffer.from(`<!doctype html><p>Invoice <b>1042</b> is overdue</p>`), "text"],
  ["a.eml", Buffer.from(`From: a@example.com\r\nSubject: ${sentence}\r\n\r\nhello\r\n`), "text"],
  ["a.rtf", Buffer.from(`{\\rtf1 ${sentence}\\par}`), "text"],
  ["a.png", images["true-color.png"], "image"],
  ["a.jpg", images["baseline.jpeg"], "image"],
  ["a.gif", images["still.gif"], "image"],
  ["a.webp", images["lossy.webp"], "image"],
  ["cut.png", images["true-color.png"].subarray(0, 40), "link"],
  ["a.svg", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'), "link"],
  ["a.gz", gzipSync(sentence), "link"],
  ["a.zip", zipOf({ [`${sentence}.txt`]: "hello" }), "text"],
  ["large.zip", Buffer.concat([zipOf({ [`${sentence}.txt`]: "hello" }), Buffer.alloc(3_200_000)]), "text"],
  ["empty.zip", Buffer.from("504b0506000000000000000000000000000000000000", "hex"), "link"],
  ["a.bin", Buffer.from([1, 2, 3, 0]), "link"],
  ["empty.txt", Buffer.alloc(0), "link"],
];

function openDocument(type: string, body: string): Uint8Array {
  return zipOf({
    mimetype: `application/vnd.oasis.opendocument.${type}`,
    "META-INF/manifest.xml":
      '<manifest:manifest><manifest:file-entry manifest:full-path="/"/></manifest:manifest>',
    "content.xml": `<office:document-content><office:body>${body}</office:body></office:document-content>`,
  });
}
