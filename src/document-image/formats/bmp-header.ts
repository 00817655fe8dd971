import { damage } from "../check/inspection.ts";
import { damaged } from "../sides.ts";

export interface BmpHeader {
  width: number;
  height: number;
  /** Per pixel. */
  bits: number;
  isTopDown: boolean;
  isRunLength: boolean;
  pixelsAt: number;
  /** Colors as red, green and blue. */
  palette: number[];
  /** The bits of red, green and blue; with a fourth one, of alpha. */
  masks: number[];
}

const coreSize = 12;
// OS/2 2 allows headers that end after the depth.
const shortSize = 16;
const depths = new Set([1, 2, 4, 8, 16, 24, 32]);
const plain = 0;
const runLength8 = 1;
const runLength4 = 2;
const bitFields = 3;
const alphaBitFields = 6;

/** Reads the headers of Windows and OS/2. Throws Unreadable. */
export function readBmpHeader(file: Buffer): BmpHeader {
  if (file.length < 26 || file.toString("latin1", 0, 2) !== "BM") throw damaged(damage.header);
  const size = file.readUInt32LE(14);
  const isCore = size === coreSize;
  const isShort = size === shortSize;
  if (!isCore && !isShort && (size < 40 || size > 124)) throw damaged(damage.header);
  if (file.length < 14 + size || file.readUInt32LE(10) < 14 + size) throw damaged(damage.header);
  const height = isCore ? file.readInt16LE(20) : file.readInt32LE(22);
  const bits = file.readUInt16LE(isCore ? 24 : 28);
  const compression = isCore || isShort ? plain : file.readUInt32LE(30);
  const isRunLength =
    (compression === runLength8 && bits === 8) || (compression === runLength4 && bits === 4);
  const hasMasks =
    (compression === bitFields || compression === alphaBitFields) && (bits === 16 || bits === 32);
  if (!depths.has(bits)) throw damaged(damage.unusual);
  if (compression !== plain && !isRunLength && !hasMasks) throw damaged(damage.unusual);
  const masksAt = 14 + 40;
  const maskCount = size >= 56 || compression === alphaBitFields ? 4 : 3;
  if (hasMasks && file.length < masksAt + 4 * maskCount) throw damaged(damage.cut);
  // After a short header the masks come before the palette; longer headers contain them.
  const paletteAt = 14 + size + (hasMasks && size === 40 ? 4 * maskCount : 0);
  return {
    width: isCore ? file.readInt16LE(18) : file.readInt32LE(18),
    height: Math.abs(height),
    bits,
    isTopDown: height < 0,
    isRunLength,
    pixelsAt: file.readUInt32LE(10),
    palette: bits <= 8 ? readPalette(file, paletteAt, isCore ? 3 : 4, 2 ** bits) : [],
    masks: hasMasks
      ? Array.from({ length: maskCount }, (_, nth) => file.readUInt32LE(masksAt + 4 * nth))
      : bits === 16
        ? [0x7c00, 0x03e0, 0x001f]
        : [0xff0000, 0x00ff00, 0x0000ff],
  };
}

function readPalette(file: Buffer, from: number, entryBytes: number, count: number): number[] {
  const end = Math.min(file.length, file.readUInt32LE(10), from + entryBytes * count);
  const palette: number[] = [];
  for (let at = from; at + 3 <= end; at += entryBytes) palette.push(file.readUIntLE(at, 3));
  return palette;
}
