import { expect, test } from "vitest";
import { readerOf } from "../../src/document-text/registry.ts";
import { Unreadable } from "../../src/document-text/types.ts";
import { readInto, refusal } from "../support/array-sink.ts";
import { compoundFile } from "../support/compound-files.ts";
import { docx, paragraph, zipOf } from "../support/office-files.ts";

test.each([
  ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "readDocx"],
  ["application/vnd.ms-word.document.macroEnabled.12", "readDocx"],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "readXlsx"],
  ["application/vnd.ms-excel.sheet.macroEnabled.12", "readXlsx"],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml.template", "readXlsx"],
  ["application/vnd.openxmlformats-officedocument.presentationml.presentation", "readPptx"],
  ["application/vnd.openxmlformats-officedocument.presentationml.slideshow", "readPptx"],
  ["application/vnd.oasis.opendocument.text", "readOdfText"],
  ["application/vnd.oasis.opendocument.presentation", "readOdfText"],
  ["application/vnd.oasis.opendocument.spreadsheet", "readOdfSheets"],
  ["text/html", "readHtml"],
  ["application/xhtml+xml", "readHtml"],
  ["application/rtf", "readRtf"],
  ["text/rtf", "readRtf"],
  ["message/rfc822", "readEml"],
  ["text/csv", "readRows"],
  ["text/tab-separated-values", "readRows"],
  ["application/xml", "readXmlSource"],
  ["text/xml", "readXmlSource"],
  ["image/svg+xml", "readHtml"],
  ["application/json", "readText"],
  ["application/ld+json", "readText"],
  ["text/markdown", "readText"],
  ["text/plain", "readText"],
  ["text/calendar", "readText"],
  ["application/pdf", "readPdf"],
])("%s is read by %s", async (type, name) => {
  expect((await readerOf(type)).name).toBe(name);
});

test.each([
  "image/png",
  "audio/mpeg",
  "application/x-7z-compressed",
  "application/gzip",
  "application/vnd.apple.pages",
  "application/epub+zip",
  "application/vnd.oasis.opendocument.formula",
  "application/octet-stream",
  "",
])("%s is rejected as a type without text", async (type) => {
  const error = await readerOf(type).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Unreadable);
  expect(String(error)).toMatchSnapshot();
});

test.each([
  ["image/png", "use format image"],
  ["image/jpeg", "use format image"],
  ["image/gif", "use format image"],
  ["image/webp", "use format image"],
  ["image/tiff", "use format image"],
  ["image/bmp", "use format image"],
  ["image/vnd.adobe.photoshop", "PNG or JPEG"],
  ["image/heic", "JPEG"],
  ["image/avif", "JPEG"],
  ["application/x-rar-compressed", "ZIP"],
  ["application/vnd.apple.numbers", "XLSX"],
  ["application/vnd.apple.keynote", "PPTX"],
  ["application/vnd.ms-tnef", "winmail.dat"],
  ["application/x-mspublisher", "PDF"],
  ["application/vnd.ms-visio.drawing", "Visio"],
  ["application/pgp-encrypted", "without encryption"],
])("the advice fits %s", async (type, advice) => {
  const reader = await readerOf(type).catch((thrown: unknown) => thrown);
  const sentence = typeof reader === "function" ? await refusal(await readerOf(type), "x") : String(reader);
  expect(sentence).toContain(advice);
  expect(sentence).not.toContain("base64");
});

test.each([
  ["WordDocument", "Word file is broken"],
  ["PowerPoint Document", "PowerPoint"],
  ["VisioDocument", "Visio"],
  ["Quill", "Publisher"],
  ["MatOST", "Works"],
  ["   114", "Project"],
  ["EncryptedPackage", "password-protected"],
  ["Anything", "Office format that is not supported"],
])("an old Office file with the stream %s is rejected with what to ask for", async (stream, advice) => {
  const reader = await readerOf("application/x-cfb");
  const sentence = await refusal(reader, compoundFile(stream));
  expect(sentence).toContain(advice);
  expect(sentence).toContain("Ask the borrower");
});

test.each([
  ["visio/document.xml", "Visio"],
  ["META-INF/container.xml", "EPUB"],
  ["Index/Slide.iwa", "Keynote"],
  ["Index/Tables/DataList.iwa", "Numbers"],
  ["Index/Document.iwa", "Pages"],
])("a zip with %s is rejected as what it is", async (entry, advice) => {
  expect(await refusal(await readerOf("application/zip"), zipOf({ [entry]: "x" }))).toContain(advice);
});

test("a zip that is a Word file is read; any other zip has no text of its own", async () => {
  const reader = await readerOf("application/zip");
  expect((await readInto(reader, docx(paragraph("words")))).lines).toEqual(["words"]);
  expect((await readInto(reader, zipOf({ "a.txt": "a", "b.txt": "b" }))).lines).toEqual([]);
  expect(await refusal(reader, zipOf({}))).toContain("no files in it");
});
