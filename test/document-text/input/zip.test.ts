import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { readDocx } from "../../../src/document-text/formats/docx.ts";
import { readOdfText } from "../../../src/document-text/formats/odf.ts";
import { readXlsx } from "../../../src/document-text/formats/xlsx.ts";
import { readInto, refusal } from "../../support/array-sink.ts";
import { docx, paragraph, rels } from "../../support/office-files.ts";
import { deflated, deflateRepeated, type RawEntry, rawZip } from "../../support/raw-zip.ts";

const mebibyte = 1024 * 1024;
const relations = deflated("_rels/.rels", rels({ rId1: ["officeDocument", "word/document.xml"] }));
const document = deflated("word/document.xml", `<w:document>${paragraph("words")}</w:document>`);
const refused = (...entries: RawEntry[]) => refusal(readDocx, rawZip(entries));

test("an honest zip is read, whatever its names look like", async () => {
  const { lines } = await readInto(
    readDocx,
    rawZip([relations, { ...document, name: "\\Word\\document.XML" }]),
  );
  expect(lines).toEqual(["words"]);
});

test("a bomb of ten megabytes that becomes ten gigabytes stops at the bound", async () => {
  const data = deflateRepeated("<w:document>", paragraph("x".repeat(100)).repeat(9_500), 9_800);
  expect(data.length).toBeGreaterThan(10 * mebibyte);
  const before = process.memoryUsage().rss;
  const sentence = await refused(relations, { name: document.name, data, size: 0xfffffffe, method: 8 });
  expect(sentence).toContain("unpacks to more than 64 MiB");
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * mebibyte);
});

test("a bomb that says it is small is stopped where it lies", async () => {
  const data = deflateRepeated("<w:document>", " ".repeat(mebibyte), 1_000);
  expect(await refused(relations, { name: document.name, data, size: 1000, method: 8 })).toContain(
    "does not have the size",
  );
});

test("many parts that are each small count together", async () => {
  const data = deflateRepeated("<w:ftr>", " ".repeat(mebibyte), 13);
  const content = Buffer.from(`<w:ftr>${" ".repeat(13 * mebibyte)}`);
  const footers = Array.from({ length: 6 }, (_, at): RawEntry => {
    return { name: `word/footer${at}.xml`, data, size: content.length, crc: crc32(content), method: 8 };
  });
  const listed = footers.map(({ name }, at): [string, readonly [string, string]] => {
    return [`rId${at}`, ["footer", name.replace("word/", "")]];
  });
  const related = deflated("word/_rels/document.xml.rels", rels(Object.fromEntries(listed)));
  expect(await refused(relations, document, related, ...footers)).toContain("unpacks to more than 64 MiB");
});

test("entries that overlap are not read", async () => {
  const other = deflated("other", "x");
  expect(await refused(relations, document, { ...other, offset: 0 })).toContain("overlap");
});

test("more than ten thousand entries are not read", async () => {
  const entries = Array.from({ length: 10_001 }, (_, at) => ({ name: `${at}`, data: new Uint8Array() }));
  expect(await refused(...entries)).toContain("more than 10,000 entries");
});

test("an encrypted entry says that there is a password", async () => {
  expect(await refused(relations, { ...document, flags: 0x0801 })).toContain("has a password");
});

test("an Office file with a password is a compound file, and says so", async () => {
  const magic = Buffer.from("d0cf11e0a1b11ae1", "hex");
  const encrypted = Buffer.concat([magic, Buffer.alloc(504), Buffer.from("EncryptedPackage", "utf16le")]);
  expect(await refusal(readXlsx, encrypted)).toContain("has a password");
  expect(await refusal(readXlsx, Buffer.concat([magic, Buffer.alloc(504)]))).toContain("Old Office files");
});

test("a content that does not match its checksum is not evidence", async () => {
  expect(await refused(relations, { ...document, crc: 1 })).toContain("does not match its checksum");
});

test("a part that is there twice is none", async () => {
  expect(await refused(relations, document, document)).toContain("a part that it needs is missing");
});

test("another method of packing says so", async () => {
  expect(await refused(relations, { ...document, method: 14 })).toContain("a method that is not read here");
});

test("a deflate stream that is damaged says so", async () => {
  const data = Buffer.from(document.data).fill(0xff, 5, 15);
  expect(await refused(relations, { ...document, data })).toMatch(/broken/);
});

test.each([0.1, 0.5, 0.9, 0.99])("a file cut at %d of its length says so", async (share) => {
  const whole = docx(paragraph("words ".repeat(1000)));
  expect(await refusal(readDocx, whole.subarray(0, Math.floor(whole.length * share)))).toContain("cut short");
});

test("what is no zip says so", async () => {
  expect(await refusal(readOdfText, "words")).toContain("cut short or broken");
});
