import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { openMember } from "../../../src/document-text/members/open-member.ts";
import { UnreadableFile } from "../../../src/document-text/unreadable-file.ts";
import { emailOf, pdfWithFiles, zipOfFiles } from "../../support/containers.ts";
import { doc, msg, oldWorkbook, p7m } from "../../support/old-office-files.ts";
import { builtWorker, extract, linesOf } from "../extract.ts";

const zip = "application/zip";
const mail = "message/rfc822";
const cfb = "application/x-cfb";
const signal = new AbortController().signal;

async function said(file: Uint8Array, type: string): Promise<string> {
  try {
    const text = await extract(file, type);
    return [...text.notes, ...linesOf(text)].join("\n");
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    throw error;
  }
}

async function opened(file: Uint8Array, path: number[], type = zip): Promise<Buffer | string> {
  const { member, gone } = openMember({ bytes: file, type }, path, { worker: builtWorker, signal });
  try {
    return Buffer.from((await member).bytes);
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    throw error;
  } finally {
    await gone;
  }
}

interface Odd {
  name: Buffer;
  data: Buffer;
  flags?: number;
  /** The sizes and the checksum follow the data. */
  hasDescriptor?: boolean;
  isZip64?: boolean;
}

/** A zip of stored entries, written by hand. */
function oddZip(...entries: Odd[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, flags = 0, hasDescriptor = false, isZip64 = false } of entries) {
    const crc = crcOf(data);
    const bits = flags | (hasDescriptor ? 8 : 0);
    const size = isZip64 ? 0xffff_ffff : data.length;
    const isEncrypted = (flags & 1) === 1;
    // Before the data of an encrypted entry stand 12 bytes.
    const unpacked = isEncrypted ? size - 12 : size;
    const extra = isZip64 ? zip64Extra(data.length) : Buffer.alloc(0);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(45, 4);
    local.writeUInt16LE(bits, 6);
    if (!hasDescriptor) {
      local.writeUInt32LE(crc, 14);
      local.writeUInt32LE(size, 18);
      local.writeUInt32LE(unpacked, 22);
    }
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(extra.length, 28);
    const descriptor = Buffer.alloc(hasDescriptor ? 16 : 0);
    if (hasDescriptor) {
      descriptor.writeUInt32LE(0x08074b50, 0);
      descriptor.writeUInt32LE(crc, 4);
      descriptor.writeUInt32LE(data.length, 8);
      descriptor.writeUInt32LE(data.length, 12);
    }
    const packed = Buffer.concat([local, name, extra, data, descriptor]);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(45, 4);
    central.writeUInt16LE(45, 6);
    central.writeUInt16LE(bits, 8);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(size, 20);
    central.writeUInt32LE(unpacked, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt16LE(extra.length, 30);
    central.writeUInt32LE(offset, 42);
    directory.push(central, name, extra);
    locals.push(packed);
    offset += packed.length;
  }
  const end = Buffer.alloc(22);
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

function zip64Extra(size: number): Buffer {
  const extra = Buffer.alloc(20);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(16, 2);
  extra.writeBigUInt64LE(BigInt(size), 4);
  extra.writeBigUInt64LE(BigInt(size), 12);
  return extra;
}

function crcOf(data: Buffer): number {
  let crc = 0xffff_ffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
  }
  return (crc ^ 0xffff_ffff) >>> 0;
}

const text = (value: string) => Buffer.from(value);
const odd = oddZip(
  { name: text("same.txt"), data: text("the first") },
  { name: text("same.txt"), data: text("the second") },
  { name: text("/etc/passwd"), data: text("absolute") },
  { name: text("../../up.txt"), data: text("dots"), hasDescriptor: true },
  { name: Buffer.from([0x8f, 0x72, 0x65, 0x2e, 0x74, 0x78, 0x74]), data: text("code page 437") },
  { name: text("Übersicht.txt"), data: text("utf-8"), flags: 0x800 },
  { name: text("locked.txt"), data: text("twelve bytes5 more"), flags: 1 },
  { name: text("large.txt"), data: text("zip64"), isZip64: true },
  { name: text("C:\\temp\\a.txt"), data: text("drive") },
  { name: text("[file 9] fake"), data: text("mark") },
);

test("entries of a zip are numbered in its order, whatever their names, and none is confused with another", async () => {
  const listed = await said(odd, zip);
  expect(listed.split("\n").filter((line) => line.startsWith("[file"))).toEqual([
    "[file 1] same.txt, text, 9 bytes",
    "[file 2] same.txt, text, 10 bytes",
    "[file 3] /etc/passwd, text, 8 bytes",
    "[file 4] ../../up.txt, text, 4 bytes",
    "[file 5] Åre.txt, text, 13 bytes",
    "[file 6] Übersicht.txt, text, 5 bytes",
    "[file 7] locked.txt, encrypted, 6 bytes",
    "[file 8] large.txt, text, 5 bytes",
    "[file 9] C:\\temp\\a.txt, text, 5 bytes",
    "[file 10] [file 9] fake, text, 4 bytes",
  ]);
  const contents = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) => opened(odd, [at])));
  expect(contents.map(String)).toEqual([
    "the first",
    "the second",
    "absolute",
    "dots",
    "code page 437",
    "utf-8",
    "This file is password-protected. Ask the borrower for a copy without a password.",
    "zip64",
    "drive",
  ]);
});

/** Random bytes of a fixed seed. */
function noise(length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, at) =>
    createHash("sha256").update(`${at}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, length);
}

const kinds: [kind: string, type: string, pack: (content: Buffer) => Uint8Array][] = [
  ["zip", zip, (content) => zipOfFiles({ name: "a.bin", content })],
  ["email", mail, (content) => emailOf({ name: "a.bin", content })],
  ["Outlook message", cfb, (content) => msg({ attachments: [{ name: "a.bin", content }] })],
  ["signed file", "application/pkcs7-mime", (content) => p7m(content)],
  ["PDF", "application/pdf", (content) => pdfWithFiles({ name: "a.bin", content })],
];

test.each(kinds)(
  "a file in a %s in each other kind, four levels deep, is the same byte for byte",
  async (_, type, pack) => {
    const content = noise(70_001);
    const [one, two] = kinds.map(([, , wrap]) => wrap);
    for (const [, , inner] of kinds) {
      const file = Buffer.from(
        pack(Buffer.from(inner(Buffer.from(one?.(Buffer.from(two?.(content) ?? [])) ?? [])))),
      );
      const container = type === cfb ? "application/vnd.ms-outlook" : type;
      const member = await opened(file, [1, 1, 1, 1], container);
      expect(Buffer.isBuffer(member) && member.equals(content)).toBe(true);
    }
  },
  60_000,
);

test("files in a PDF keep their names, whatever they are", async () => {
  const names = ["a/../b.txt", "[page 1 of 9]", "same.txt", "same.txt2", "x".repeat(5000)];
  const file = pdfWithFiles(...names.map((name) => ({ name, content: text(`in ${name.slice(0, 20)}`) })));
  const lines = (await said(file, "application/pdf")).split("\n").filter((line) => line.startsWith("[file"));
  expect(lines).toHaveLength(names.length);
  for (const [at, line] of lines.entries())
    expect(line).toMatch(new RegExp(`^\\[file ${at + 1}\\] .*, text, \\d+ bytes$`));
  const contents = await Promise.all(names.map((_, at) => opened(file, [at + 1], "application/pdf")));
  expect(contents.map(String).sort()).toEqual(names.map((name) => `in ${name.slice(0, 20)}`).sort());
});

test("a file in a PDF that cannot be read is not an empty file", async () => {
  const file = pdfWithFiles({ name: "", content: text("lost") }, { name: "kept.txt", content: text("kept") });
  const listed = await said(file, "application/pdf");
  expect(listed).toContain("(no name), unreadable, 0 bytes");
  const contents = await Promise.all([1, 2].map((at) => opened(file, [at], "application/pdf")));
  expect(contents.map(String).sort()).toEqual([expect.stringContaining("cannot be read"), "kept"]);
});

function nestedMail(depth: number): Buffer {
  let message = "From: a@example.com\r\nSubject: deepest\r\n\r\nThe end.\r\n";
  for (let level = 0; level < depth; level++) {
    message = `From: a@example.com\r\nSubject: ${level}\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n${message}`;
  }
  return Buffer.from(message);
}

function partsWithin(depth: number): Buffer {
  const open = Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
  );
  return Buffer.from(`From: a@example.com\r\nMIME-Version: 1.0\r\n${open.join("")}\r\nThe end.\r\n`);
}

const detached = Buffer.from(p7m(text("x")));
const workbook = oldWorkbook("xls", { A: [["a", 1]] });

test.each<[string, () => Promise<unknown>, RegExp]>([
  ["a mail with 5,000 nested parts", () => said(partsWithin(5000), mail), /parts|nested/i],
  ["5,000 messages in each other", () => said(nestedMail(5000), mail), /Subject: 4999|nested/],
  ["their fourth level", () => opened(nestedMail(5000), [1, 1, 1, 1], mail), /./],
  ["a truncated .p7m", () => said(detached.subarray(0, detached.length - 4), "application/pkcs7-mime"), /./],
  [
    "a .doc cut in half",
    () => said(doc("x".repeat(5000)).subarray(0, 3000), "application/msword"),
    /broken|truncated|damaged/i,
  ],
  [
    "an .xls cut in half",
    () => said(workbook.subarray(0, workbook.length >> 1), "application/vnd.ms-excel"),
    /broken|truncated|damaged/i,
  ],
  [
    "a zip whose directory is cut off",
    () => said(odd.subarray(0, odd.length - 30), zip),
    /truncated or broken/,
  ],
])(
  "%s ends in a sentence",
  async (_, run, sentence) => {
    expect(String(await run())).toMatch(sentence);
  },
  15_000,
);

/** Copies of a file with bytes changed by a fixed rule. */
function damaged(file: Buffer, count: number): Buffer[] {
  return Array.from({ length: count }, (_, at) => {
    const copy = Buffer.from(file);
    const bytes = noise(64 + at);
    for (let change = 0; change < 24; change++) {
      copy[(bytes.readUInt32LE(change) + at * 7919) % copy.length] = bytes[change + 24] ?? 0;
    }
    return copy;
  });
}

test.each([
  ["an .xls", "application/vnd.ms-excel", workbook],
  ["a .doc", "application/msword", doc("Paragraph\r".repeat(200))],
  [
    "a .msg",
    "application/vnd.ms-outlook",
    msg({ subject: "A", text: "b", attachments: [{ name: "c", content: noise(9000) }] }),
  ],
  ["a .p7m", "application/pkcs7-mime", p7m(text("content"))],
])(
  "%s with changed bytes gives text or a sentence, and the next file is read",
  async (_, type, file) => {
    for (const copy of damaged(Buffer.from(file), 12)) expect(await said(copy, type)).toMatch(/\S/);
    expect(await said(workbook, "application/vnd.ms-excel")).toContain("1: a | 1");
  },
  120_000,
);
