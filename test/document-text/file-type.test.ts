import { expect, test } from "vitest";
import { typeOf } from "../../src/document-text/file-type.ts";
import { docx, paragraph, zipOf } from "../support/office-files.ts";

const sheet = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">';
const word = '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">';
const flat =
  '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:mimetype="application/vnd.oasis.opendocument.';

test.each<[what: string, name: string, content: string | Uint8Array, type: string]>([
  [
    "an MHTML page",
    "a.xls",
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n',
    "message/rfc822",
  ],
  [
    "an MHTML page without a version",
    "a.doc",
    'Content-Type: multipart/related;\r\n\tboundary="b"\r\n\r\n',
    "message/rfc822",
  ],
  ["an email", "a.txt", "Received: by x\nFrom: a@x.example\nSubject: s\n\ntext", "message/rfc822"],
  ["a memo", "a.txt", "From: the board\nSubject: terms\n\ntext", "text/plain"],
  [
    "a page without a root",
    "a.xls",
    "\r\n<div class=x>\n<table><tr><td>1</td></tr></table></div>",
    "text/html",
  ],
  ["a page after a warning", "a.xls", "Warning: low memory\n<br><table><tr><td>1", "text/html"],
  ["a page in UTF-16", "a.xls", Buffer.from("\uFEFF<html><body>x", "utf16le"), "text/html"],
  [
    "SpreadsheetML",
    "a.xls",
    `<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n${sheet}`,
    "application/vnd.ms-spreadsheetml",
  ],
  [
    "SpreadsheetML with a prefix",
    "a.xml",
    sheet.replace("<W", "<ss:W").replace("xmlns", "xmlns:ss"),
    "application/vnd.ms-spreadsheetml",
  ],
  ["WordprocessingML", "a.doc", `<?xml version="1.0"?>${word}`, "application/vnd.ms-wordml"],
  [
    "a flat OpenDocument sheet",
    "a.xml",
    `<?xml version="1.0"?>${flat}spreadsheet">`,
    "application/vnd.oasis.opendocument.spreadsheet-flat-xml",
  ],
  ["a flat OpenDocument text", "a.fodt", `${flat}text">`, "application/vnd.oasis.opendocument.text-flat-xml"],
  ["RTF", "a.doc", "\n{\\rtf1 x}", "application/rtf"],
  ["CSV", "a.xls", "Name,Due\nAcme,5", "text/csv"],
  ["text", "a.doc", "Dear Sirs", "text/plain"],
  ["CSV that begins like a bitmap", "a.csv", "BMW;1,200.00\nBMI;5", "text/csv"],
  ["CSV in UTF-16 without a mark", "a.csv", Buffer.from("Name,Due", "utf16le"), "text/csv"],
  ["a Word file without a list of its types", "a.pdf", docx(paragraph("x")), "application/zip"],
  ["a zip", "a.pdf", zipOf({ "a.txt": "x" }), "application/zip"],
  [
    "a Word file after other bytes",
    "a.docx",
    Buffer.concat([Buffer.from("before\0\r\n"), docx(paragraph("x")), Buffer.from("after")]),
    "application/zip",
  ],
  [
    "a flat OpenDocument workbook with prefixes of its own",
    "a.fods",
    '<o:document xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" o:mimetype="application/vnd.oasis.opendocument.spreadsheet">',
    "application/vnd.oasis.opendocument.spreadsheet-flat-xml",
  ],
  [
    "another document that mentions OpenDocument",
    "a.xml",
    '<document type="application/vnd.oasis.opendocument.text">x</document>',
    "application/xml",
  ],
  [
    "a Word document in one XML file",
    "a.doc",
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">',
    "application/vnd.ms-office-package",
  ],
  ["JSON with a PDF's header in it", "a.json", '{"a":"%PDF-1.4\\n1 0 obj"}', "application/json"],
  ["text about a PDF's header", "a.txt", "A file begins with\n%PDF-1.4\nand so on", "text/plain"],
  ["a PDF after other data", "a.pdf", "HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n1 0 obj\n<<>>", "application/pdf"],
  ["a PDF after a byte order mark", "a.txt", "\uFEFF%PDF-1.4\n1 0 obj\n<<>>", "application/pdf"],
  ["Markdown that begins with an element", "a.md", "<p align=center>Title</p>\n\n# Terms", "text/markdown"],
  ["XML without a declaration", "a.xml", "<a>x</a>", "application/xml"],
  ["XML of its own", "a.xml", '<?xml version="1.0"?><p>x</p>', "application/xml"],
  ["winmail.dat", "winmail.dat", Buffer.from("789f3e2201000690", "hex"), "application/vnd.ms-tnef"],
  [
    "a signed file",
    "a.p7m",
    Buffer.from("3082010006092a864886f70d010702a0", "hex"),
    "application/pkcs7-mime",
  ],
  ["a signed file in base64", "a.p7m", "MIIBAAYJKoZIhvcNAQcCoA==", "application/pkcs7-mime"],
  ["an Excel 4 file", "a.xls", Buffer.from("0904060000001000", "hex"), "application/vnd.ms-excel"],
  ["WordPerfect", "a.doc", Buffer.from("ff57504310000000", "hex"), "application/vnd.wordperfect"],
  ["binary data", "a.xls", Buffer.from("0102030405", "hex"), "application/octet-stream"],
])("content decides: %s named %s", async (_, name, content, type) => {
  expect(await typeOf(typeof content === "string" ? Buffer.from(content) : content, { name })).toBe(type);
});

test("a name that the content does not contradict tells containers apart", async () => {
  const zip = zipOf({ "Index/Document.iwa": "x" });
  expect(await typeOf(zip, { name: "a.numbers" })).toBe("application/vnd.apple.numbers");
  expect(await typeOf(Buffer.from("x"), { name: "a.numbers" })).toBe("text/plain");
});
