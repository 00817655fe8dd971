import { crc32, deflateSync } from "node:zlib";
import { colors, height, upright, width } from "./pattern.ts";

const signature = Buffer.from("\u0089PNG\r\n\u001A\n", "latin1");
const samplesOf = [1, 0, 3, 1, 2, 0, 4];

export function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(data.length + 12);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, "latin1");
  framed.set(data, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, data.length + 8)), data.length + 8);
  return framed;
}

interface PngParts {
  width?: number;
  height?: number;
  colorType: number;
  depth?: number;
  interlace?: number;
  /** Rows without filters. */
  data: Buffer;
  more?: Buffer[];
  /** In place of the deflated rows. */
  packed?: Buffer;
}

/** A PNG with these chunks before its pixel data. */
export function pngOf(parts: PngParts): Buffer {
  const { colorType, depth = 8, interlace = 0, data, more = [] } = parts;
  const size = { width: parts.width ?? width, height: parts.height ?? height };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size.width, 0);
  header.writeUInt32BE(size.height, 4);
  header.set([depth, colorType, 0, 0, interlace], 8);
  const rowBytes = Math.ceil((size.width * depth * (samplesOf[colorType] ?? 1)) / 8);
  const packed = parts.packed ?? deflateSync(interlace ? data : withFilters(data, rowBytes));
  const chunks = [chunk("IHDR", header), ...more, chunk("IDAT", packed), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]);
}

function withFilters(data: Buffer, rowBytes: number): Buffer {
  const rows: Buffer[] = [];
  for (let at = 0; at < data.length; at += rowBytes) {
    rows.push(Buffer.alloc(1), data.subarray(at, at + rowBytes));
  }
  return Buffer.concat(rows);
}

/** The pattern with a palette. */
export function palettePng(depth: 2 | 8): Buffer {
  const { colorAt } = upright();
  const perByte = 8 / depth;
  const data = Buffer.alloc((width * height) / perByte);
  for (let at = 0; at < width * height; at++) {
    const index = colors.indexOf(colorAt(at % width, Math.floor(at / width)));
    const byte = Math.floor(at / perByte);
    data[byte] = (data[byte] ?? 0) | (index << (8 - depth * ((at % perByte) + 1)));
  }
  return pngOf({ colorType: 3, depth, data, more: [chunk("PLTE", Buffer.from(colors.flat()))] });
}

const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** The pattern in the seven passes of Adam7. */
export function interlacedPng(): Buffer {
  const { colorAt } = upright();
  const bytes: number[] = [];
  for (const [left, top, across, down] of passes) {
    for (let y = top; y < height; y += down) {
      bytes.push(0);
      for (let x = left; x < width; x += across) bytes.push(...colorAt(x, y));
    }
  }
  return pngOf({ colorType: 2, interlace: 1, data: Buffer.from(bytes) });
}

/** A PNG whose rows inflate to `bytes` zeros. */
export function pngBomb(side: number, bytes: number): Buffer {
  const packed = deflateSync(Buffer.alloc(bytes), { level: 9 });
  return pngOf({ width: side, height: side, colorType: 2, data: Buffer.alloc(0), packed });
}
