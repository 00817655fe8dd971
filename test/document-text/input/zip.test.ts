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

test("entry names match in any case and with backslashes", async () => {
  const { lines } = await readInto(
    readDocx,
    rawZip([relations, { ...document, name: "\\Word\\document.XML" }]),
  );
  expect(lines).toEqual(["words"]);
});

const plain = rawZip([relations, document]);
const endOf = (zip: Uint8Array, comment: string) => {
  const end = Buffer.from(zip.subarray(-22));
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([zip.subarray(0, -22), end, Buffer.from(comment, "latin1")]);
};

test.each([
  ["a byte after its end", Buffer.concat([plain, Buffer.from("x")])],
  ["many bytes after its end", Buffer.concat([plain, Buffer.alloc(200_000)])],
  ["bytes before its start", Buffer.concat([Buffer.from("MZ self-extracting".repeat(99)), plain])],
  ["bytes on both sides", Buffer.concat([Buffer.from("MZ"), plain, Buffer.from("PK\x05\x06 after")])],
  ["a comment", endOf(plain, "made by a program")],
  ["a comment with the signature of an end", endOf(plain, "PK\x05\x06 in the comment")],
])("a zip with %s is read", async (_, bytes) => {
  expect((await readInto(readDocx, bytes)).lines).toEqual(["words"]);
});

test("a package without relationships is read if its main part has the usual name", async () => {
  expect((await readInto(readDocx, rawZip([document]))).lines).toEqual(["words"]);
});

test.each([
  "/word/document.xml",
  ".\\word\\document.xml",
  "word/./document.xml",
  "WORD/Document.xml",
  "word/document%2Exml",
])("the target %s is found", async (target) => {
  const named = deflated("_rels/.rels", rels({ rId1: ["officeDocument", target] }));
  expect((await readInto(readDocx, rawZip([named, document]))).lines).toEqual(["words"]);
});

test("a zip bomb of 10 MB that inflates to 10 GB stops at the limit", async () => {
  const data = deflateRepeated("<w:document>", paragraph("x".repeat(100)).repeat(9_500), 9_800);
  expect(data.length).toBeGreaterThan(10 * mebibyte);
  const before = process.memoryUsage().rss;
  const sentence = await refused(relations, { name: document.name, data, size: 0xfffffffe, method: 8 });
  expect(sentence).toContain("unpacks to more than 64 MiB");
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * mebibyte);
});

test("a zip bomb that declares a small size stops at that size", async () => {
  const data = deflateRepeated("<w:document>", " ".repeat(mebibyte), 1_000);
  expect(await refused(relations, { name: document.name, data, size: 1000, method: 8 })).toContain(
    "does not have the size",
  );
});

test("the limit applies to all parts together", async () => {
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

test("overlapping entries are rejected", async () => {
  const other = deflated("other", "x");
  expect(await refused(relations, document, { ...other, offset: 0 })).toContain("overlap");
});

test("more than 10,000 entries are rejected", async () => {
  const entries = Array.from({ length: 10_001 }, (_, at) => ({ name: `${at}`, data: new Uint8Array() }));
  expect(await refused(...entries)).toContain("more than 10,000 entries");
});

test("an encrypted entry is reported as password-protected", async () => {
  expect(await refused(relations, { ...document, flags: 0x0801 })).toContain("is password-protected");
});

test("a password-protected Office file is a compound file, and is reported as password-protected", async () => {
  const magic = Buffer.from("d0cf11e0a1b11ae1", "hex");
  const encrypted = Buffer.concat([magic, Buffer.alloc(504), Buffer.from("EncryptedPackage", "utf16le")]);
  expect(await refusal(readXlsx, encrypted)).toContain("is password-protected");
  expect(await refusal(readXlsx, Buffer.concat([magic, Buffer.alloc(504)]))).toContain(
    "Office format that is not supported",
  );
});

test("content that does not match its checksum is rejected", async () => {
  expect(await refused(relations, { ...document, crc: 1 })).toContain("does not match its checksum");
});

test("a part that exists twice is ignored", async () => {
  expect(await refused(relations, document, document)).toContain("a required part is missing");
});

test("an unsupported compression method is reported", async () => {
  expect(await refused(relations, { ...document, method: 14 })).toContain(
    "an unsupported compression method",
  );
});

test("a damaged deflate stream is reported as broken", async () => {
  const data = Buffer.from(document.data).fill(0xff, 5, 15);
  expect(await refused(relations, { ...document, data })).toMatch(/broken/);
});

test.each([0.1, 0.5, 0.9, 0.99])(
  "a file truncated at %d of its length is reported as truncated",
  async (share) => {
    const whole = docx(paragraph("words ".repeat(1000)));
    expect(await refusal(readDocx, whole.subarray(0, Math.floor(whole.length * share)))).toContain(
      "truncated",
    );
  },
);

test("a file that is not a zip is reported as truncated or broken", async () => {
  expect(await refusal(readOdfText, "words")).toContain("truncated or broken");
});

test("lines before the place where a small part is damaged are kept", async () => {
  const words = Array.from({ length: 5_000 }, (_, at) => paragraph(`line ${at * 7919}`)).join("");
  const whole = deflated("word/document.xml", `<w:document>${words}</w:document>`);
  const data = Buffer.from(whole.data);
  data.fill(0xff, data.length - 200);
  const sink: string[] = [];
  const reading = readDocx(
    { bytes: rawZip([relations, { ...whole, data }]), type: "" },
    { mark() {}, line: (text) => sink.push(text), note() {}, progress() {} },
  );
  await expect(reading).rejects.toThrow();
  expect(sink.slice(0, 2)).toEqual(["line 0", "line 7919"]);
});
