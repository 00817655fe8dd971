import { crc32 } from "node:zlib";
import { inflatesTo } from "./inflates-to.ts";
import { damage, fits, type Inspection, maxPieces } from "./inspection.ts";

const signature = Buffer.from("\u0089PNG\r\n\u001A\n", "latin1");

// The bit depths that each color type allows, and its samples per pixel (PNG specification, table 11.1).
const colorTypes = new Map([
  [0, { depths: [1, 2, 4, 8, 16], samples: 1 }],
  [2, { depths: [8, 16], samples: 3 }],
  [3, { depths: [1, 2, 4, 8], samples: 1 }],
  [4, { depths: [8, 16], samples: 2 }],
  [6, { depths: [8, 16], samples: 4 }],
]);
export const palette = 3;

// The first column and row of each Adam7 pass, and the distance to the next ones.
export const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly colorType: number;
  /** Bits per sample. */
  readonly depth: number;
  readonly interlaced: boolean;
  readonly bitsPerPixel: number;
}

/** Walks the chunks of a PNG and their checksums, then inflates the pixel data, which it does not keep. */
export async function inspectPng(bytes: Buffer, maxSide: number): Promise<Inspection> {
  const header = readHeader(bytes);
  if (!header) return { damage: damage.header };
  const { width, height } = header;
  const walked = walkChunks(bytes, header);
  if (typeof walked === "string") return { sides: { width, height }, damage: walked };
  if (!fits(header, maxSide)) return { sides: { width, height } };
  const isWhole = await inflatesTo(walked.pixels, rawBytes(header));
  return { sides: { width, height }, ...(!isWhole && { damage: damage.pixels }) };
}

/** Undefined if the header is damaged. */
export function readHeader(bytes: Buffer): PngHeader | undefined {
  if (bytes.length < 33 || !bytes.subarray(0, 8).equals(signature)) return undefined;
  if (bytes.readUInt32BE(8) !== 13 || bytes.toString("latin1", 12, 16) !== "IHDR") return undefined;
  const [depth = 0, colorType = 0, compression, filter, interlace] = bytes.subarray(24, 29);
  const color = colorTypes.get(colorType);
  if (!color?.depths.includes(depth) || compression !== 0 || filter !== 0) return undefined;
  if (interlace !== 0 && interlace !== 1) return undefined;
  return {
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    colorType,
    depth,
    interlaced: interlace === 1,
    bitsPerPixel: depth * color.samples,
  };
}

/** The chunks of a PNG: those of its pixel data, and the first one of each other type. */
export interface PngChunks {
  readonly pixels: Buffer[];
  readonly others: ReadonlyMap<string, Buffer>;
}

/** The chunks, or what is wrong. Bytes after the end chunk are ignored, as decoders do. */
export function walkChunks(bytes: Buffer, { colorType }: PngHeader): PngChunks | string {
  const pixels: Buffer[] = [];
  const others = new Map<string, Buffer>();
  let previous = "";
  let hasPalette = false;
  let at = signature.length;
  for (let count = 0; count < maxPieces; count += 1) {
    if (at + 12 > bytes.length) return damage.cut;
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (!/^[A-Za-z]{4}$/.test(type)) return damage.broken;
    const end = at + 8 + length;
    if (end + 4 > bytes.length) return damage.cut;
    if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) return damage.checksum;
    if ((type === "IHDR") !== (count === 0)) return damage.broken;
    if (type === "IEND") {
      return length === 0 && pixels.length > 0 ? { pixels, others } : damage.broken;
    }
    if (type === "PLTE") {
      if (hasPalette || pixels.length > 0 || length === 0 || length % 3 !== 0 || length > 768) {
        return damage.broken;
      }
      hasPalette = true;
    } else if (type === "IDAT") {
      if (pixels.length > 0 && previous !== "IDAT") return damage.broken;
      if (colorType === palette && !hasPalette) return damage.broken;
      pixels.push(bytes.subarray(at + 8, end));
    } else if (type !== "IHDR" && /^[A-Z]/.test(type)) {
      // An upper-case first letter: decoders must understand the chunk.
      return damage.unusual;
    }
    if (!others.has(type)) others.set(type, bytes.subarray(at + 8, end));
    previous = type;
    at = end + 4;
  }
  return damage.broken;
}

/** The length of the pixel data: rows of whole bytes, each after the number of its filter. */
function rawBytes({ width, height, interlaced, bitsPerPixel }: PngHeader): number {
  const passBytes = (columns: number, rows: number) =>
    columns > 0 && rows > 0 ? rows * (1 + Math.ceil((columns * bitsPerPixel) / 8)) : 0;
  if (!interlaced) return passBytes(width, height);
  return adam7.reduce(
    (sum, [x, y, dx, dy]) => sum + passBytes(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)),
    0,
  );
}
