import { expect, test } from "vitest";
import { readerOf } from "../../src/document-text/registry.ts";
import { Unreadable } from "../../src/document-text/types.ts";
import { readInto, refusal } from "../support/array-sink.ts";
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
  "application/vnd.ms-excel.sheet.binary.macroenabled.12",
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
  "application/msword",
  "application/vnd.ms-excel",
  "application/x-cfb",
  "application/vnd.ms-outlook",
])("%s is rejected as an old Office format, with what to do", async (type) => {
  expect(await refusal(await readerOf(type), "any bytes")).toContain("Old Office formats");
});

test("a zip that is a Word file is read; any other zip is an archive", async () => {
  const reader = await readerOf("application/zip");
  expect((await readInto(reader, docx(paragraph("words")))).lines).toEqual(["words"]);
  expect(await refusal(reader, zipOf({ "a.txt": "a", "b.txt": "b" }))).toContain("This one contains 2 files");
});
