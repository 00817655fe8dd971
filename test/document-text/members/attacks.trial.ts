import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { openMember } from "../../../src/document-text/members/open-member.ts";
import { UnreadableFile } from "../../../src/document-text/unreadable-file.ts";
import { zipOfFiles } from "../../support/containers.ts";
import { usedBytes } from "../../support/memory.ts";
import { compoundFile, doc, msg, oldWorkbook, storage, stream } from "../../support/old-office-files.ts";
import { deflateRepeated, rawZip } from "../../support/raw-zip.ts";
import { builtWorker, extract, linesOf } from "../extract.ts";

const zip = "application/zip";
const outlook = "application/vnd.ms-outlook";
const cfb = "application/x-cfb";
const signal = new AbortController().signal;

/** What a worker says about the text of a file: its lines and notes, or why there are none. */
async function said(file: Uint8Array, type: string): Promise<string> {
  try {
    const text = await extract(file, type);
    return [...text.notes, ...linesOf(text).slice(0, 3)].join(" ");
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    throw error;
  }
}

async function opened(file: Uint8Array, path: number[], type = zip): Promise<string> {
  const { member, gone } = openMember({ bytes: file, type }, path, { worker: builtWorker, signal });
  try {
    const { bytes } = await member;
    return `${bytes.byteLength} bytes`;
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    throw error;
  } finally {
    await gone;
  }
}

/** A copy of a file with 32-bit numbers in other places. */
function patched(file: Buffer, ...changes: readonly [at: number, value: number][]): Buffer {
  const copy = Buffer.from(file);
  for (const [at, value] of changes) copy.writeUInt32LE(value >>> 0, at);
  return copy;
}

const message = msg({
  subject: "Subject",
  text: "x".repeat(9000),
  attachments: [{ name: "a", message: { subject: "Inner" } }],
});
const workbook = oldWorkbook("xls", { A: [["a", 1]] });
const firstTableSector = message.readUInt32LE(76);
const firstTable = 512 * (firstTableSector + 1);

/** A message whose attached message is the message itself: the child of its storage is the child of the root. */
function containsItself(): Buffer {
  const directory = 512 * (message.readUInt32LE(48) + 1);
  const copy = Buffer.from(message);
  for (let at = directory; at + 128 <= copy.length; at += 128) {
    const name = copy.toString("utf16le", at, at + 64).replace(/\0.*$/s, "");
    if (name === "__substg1.0_3701000D") copy.writeUInt32LE(copy.readUInt32LE(directory + 76), at + 76);
  }
  return copy;
}

/** A copy whose directory gives every stream this size. */
function withStreamSize(file: Buffer, size: number): Buffer {
  const copy = Buffer.from(file);
  for (let at = 512 * (file.readUInt32LE(48) + 1); at + 128 <= copy.length && at < 1 << 20; at += 128) {
    if (copy[at + 66] === 2) copy.writeUInt32LE(size, at + 120);
  }
  return copy;
}

function nested(depth: number): Uint8Array {
  let file = zipSync({ "a.txt": strToU8("deepest") }, { level: 0 });
  for (let level = 1; level < depth; level++) file = zipSync({ "a.zip": file }, { level: 0 });
  return file;
}

const bomb = rawZip([
  { name: "bomb.txt", data: deflateRepeated("", "0".repeat(1 << 20), 200), size: 200 << 20, method: 8 },
]);
const atDepth3 = zipOfFiles({ name: "a.zip", content: zipOfFiles({ name: "b.zip", content: bomb }) });

test.each<[string, () => Promise<string>, RegExp]>([
  [
    "a sector that is followed by itself",
    () => said(patched(message, [firstTable, 0]), outlook),
    /loop|broken|Subject/,
  ],
  [
    "a table that lists itself",
    () => said(patched(message, [76, 0], [80, 0], [68, 0], [72, 0xffff]), outlook),
    /loop|broken/,
  ],
  ["a stream of 4 GB", () => said(withStreamSize(message, 0xffff_fff0), outlook), /broken|Subject/],
  ["every stream of 2 GB", () => said(withStreamSize(workbook, 0x7fff_ffff), cfb), /broken|1: a \\| 1/],
  ["a message that contains itself", () => said(containsItself(), outlook), /refers to itself.*Subject/],
  [
    "a message in a message that contains itself",
    () => opened(containsItself(), [1, 1, 1, 1], outlook),
    /holds no files|there is no file/,
  ],
  ["a zip of zips 1,000 deep", () => said(nested(1000), zip), /\[file 1\] a\.zip, ZIP/],
  ["its file at depth 4", () => opened(nested(1000), [1, 1, 1, 1]), /^\d+ bytes$/],
  [
    "10,001 members",
    () =>
      said(
        zipSync(Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`${at}`, new Uint8Array()]))),
        zip,
      ),
    /more than 10,000 entries/,
  ],
  [
    "9,000 members",
    () =>
      said(
        zipSync(Object.fromEntries(Array.from({ length: 9000 }, (_, at) => [`${at}.txt`, strToU8("x")]))),
        zip,
      ),
    /Only the first 200 of 9,000 files/,
  ],
  ["a bomb at depth 3", () => opened(atDepth3, [1, 1, 1]), /unpacks to more than 64 MiB/],
  [
    "a document with giant counts",
    () => said(patched(doc("x\r"), [512 + 0x4c, 0x7fffffff]), "application/msword"),
    /^x$/,
  ],
  [
    "a storage without streams",
    () => said(compoundFile(storage("a", stream("b", "c"))), cfb),
    /Office format/,
  ],
])(
  "%s ends in a sentence",
  async (_, run, sentence) => {
    expect(await run()).toMatch(sentence);
  },
  15_000,
);

test("memory after the attacks is level, and the next file is read", async () => {
  const after: number[] = [];
  for (let round = 0; round < 4; round++) {
    await opened(atDepth3, [1, 1, 1]);
    await said(containsItself(), outlook);
    after.push(await usedBytes());
  }
  expect((after.at(-1) ?? 0) - (after[0] ?? 0)).toBeLessThan(20 * 1024 * 1024);
  expect(await said(workbook, cfb)).toContain("1: a | 1");
}, 60_000);
