import { damage } from "../../check/inspection.ts";
import { damaged } from "../../sides.ts";

/** One image of a TIFF: its fields by their tags. */
export type Directory = ReadonlyMap<number, Field>;

/** A field's bytes, in the file's byte order, not decoded until they are used. */
interface Field {
  type: number;
  count: number;
  at: number;
}

/** A TIFF file and its byte order. */
export interface TiffFile {
  bytes: Buffer;
  isLittle: boolean;
}

const mostPages = 2_000;
// A reduced copy, or the mask that makes parts of another image transparent.
const notPage = 1 | 4;
const subfileType = 254;
const valueBytes = new Map([
  [1, 1],
  [3, 2],
  [4, 4],
  [7, 1],
]);

/** Opens a TIFF and lists its pages, without thumbnails and masks. Throws Unreadable. */
export function readDirectories(bytes: Buffer): { file: TiffFile; pages: Directory[] } {
  const isLittle = bytes.toString("latin1", 0, 2) === "II";
  const file = { bytes, isLittle };
  if (bytes.length < 8) throw damaged(damage.cut);
  // 43: BigTIFF, for files of more than 4 GB.
  if (shortAt(file, 2) !== 42) throw damaged(damage.unusual);
  const pages: Directory[] = [];
  const seen = new Set<number>();
  for (let at = longAt(file, 4); at !== 0 && pages.length < mostPages; ) {
    if (seen.has(at) || at + 2 > bytes.length) throw damaged(damage.broken);
    seen.add(at);
    const count = shortAt(file, at);
    const end = at + 2 + 12 * count;
    if (end + 4 > bytes.length) throw damaged(damage.cut);
    const directory = new Map<number, Field>();
    for (let entry = at + 2; entry < end; entry += 12) {
      directory.set(shortAt(file, entry), fieldAt(file, entry));
    }
    if ((numberOf(file, directory, subfileType, 0) & notPage) === 0) pages.push(directory);
    at = longAt(file, end);
  }
  if (pages.length === 0) throw damaged(damage.broken);
  return { file, pages };
}

function fieldAt(file: TiffFile, entry: number): Field {
  const type = shortAt(file, entry + 2);
  const count = longAt(file, entry + 4);
  const length = (valueBytes.get(type) ?? 1) * count;
  // Up to four bytes are in the entry itself.
  return { type, count, at: length <= 4 ? entry + 8 : longAt(file, entry + 8) };
}

/** The first value of a field. */
export function numberOf(file: TiffFile, directory: Directory, tag: number, missing: number): number {
  return numbersOf(file, directory, tag, 1)[0] ?? missing;
}

/** The values of a field of whole numbers, at most `most`; empty if it is missing. Throws Unreadable. */
export function numbersOf(file: TiffFile, directory: Directory, tag: number, most: number): number[] {
  const field = directory.get(tag);
  const bytes = valueBytes.get(field?.type ?? 0);
  if (!field || !bytes) return [];
  const count = Math.min(field.count, most);
  if (field.at + count * bytes > file.bytes.length) throw damaged(damage.cut);
  return Array.from({ length: count }, (_, nth) => {
    const at = field.at + nth * bytes;
    return bytes === 1 ? (file.bytes[at] ?? 0) : bytes === 2 ? shortAt(file, at) : longAt(file, at);
  });
}

/** The bytes of a field. */
export function bytesOf({ bytes }: TiffFile, directory: Directory, tag: number): Buffer | undefined {
  const field = directory.get(tag);
  return field && bytes.subarray(field.at, field.at + field.count);
}

function shortAt({ bytes, isLittle }: TiffFile, at: number): number {
  return isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
}

function longAt({ bytes, isLittle }: TiffFile, at: number): number {
  return isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
}
