import { hasPassword, type Reader, Unreadable } from "../types.ts";
import { sentencesForStreams, word95 } from "../unsupported.ts";
import { asBuffer } from "./as-buffer.ts";

/** Whether a file is an OLE compound file: an Office file from before 2007, or a newer one with a password. */
export function isCompoundFile(bytes: Uint8Array): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

/** Why a compound file has no text, and what to do. */
export function containerSentence(bytes: Uint8Array): string {
  const file = asBuffer(bytes);
  const names = rootNames(file);
  if (names.includes("EncryptedPackage")) return hasPassword;
  // A damaged directory may still hold the name, as UTF-16.
  if (names.length === 0 && file.includes("EncryptedPackage", 0, "utf16le")) return hasPassword;
  return names.includes("WordDocument") && isWord95(file) ? word95 : sentencesForStreams(names);
}

export const readCompoundFile: Reader = ({ bytes }) => {
  throw new Unreadable(isCompoundFile(bytes) ? containerSentence(bytes) : sentencesForStreams([]));
};

const magic = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const maxSectors = 10_000;
const entryBytes = 128;
const none = 0xffff_ffff;

/** The names of the streams and storages in the root; empty if the directory is damaged. */
function rootNames(file: Buffer): string[] {
  const directory = directoryOf(file);
  const names: string[] = [];
  const waiting = directory.length >= entryBytes ? [directory.readUInt32LE(76)] : [];
  const seen = new Set<number>();
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const from = at * entryBytes;
    if (at === none || seen.has(at) || from + entryBytes > directory.length) continue;
    seen.add(at);
    const length = Math.min(Math.max(directory.readUInt16LE(from + 64) - 2, 0), 62);
    names.push(directory.toString("utf16le", from, from + length));
    waiting.push(directory.readUInt32LE(from + 68), directory.readUInt32LE(from + 72));
  }
  return names;
}

function directoryOf(file: Buffer): Buffer {
  if (file.length < 512) return Buffer.alloc(0);
  const sectorBytes = 2 ** Math.min(file.readUInt16LE(30), 12);
  const offsetOf = (sector: number) => (sector + 1) * sectorBytes;
  const sectors: Buffer[] = [];
  let sector = file.readUInt32LE(48);
  while (sectors.length < maxSectors && offsetOf(sector) < file.length) {
    sectors.push(file.subarray(offsetOf(sector), offsetOf(sector + 1)));
    const perTable = sectorBytes / 4;
    const table = Math.floor(sector / perTable);
    // The header lists the first 109 sectors of the allocation table. Normal directories begin within those.
    const at =
      table < 109 ? offsetOf(file.readUInt32LE(76 + table * 4)) + (sector % perTable) * 4 : file.length;
    if (at + 4 > file.length) break;
    sector = file.readUInt32LE(at);
  }
  return Buffer.concat(sectors);
}

// The header of the document stream, at the start of a sector: its magic number, then the version of the format.
function isWord95(file: Buffer): boolean {
  for (let at = 512; at + 4 <= file.length; at += 512) {
    const number = file.readUInt16LE(at);
    const version = file.readUInt16LE(at + 2);
    if ((number === 0xa5dc || number === 0xa5ec) && version >= 33 && version <= 300) return version < 193;
  }
  return false;
}
