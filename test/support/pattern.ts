import { encode } from "jpeg-js";
import { GifWriter } from "omggif";
import { PNG } from "pngjs";

export type Color = readonly [red: number, green: number, blue: number];

/** Four quarters, each of its own color: left above, right above, left below, right below. */
export const width = 48;
export const height = 32;
export const colors: readonly Color[] = [
  [220, 30, 30],
  [30, 200, 40],
  [40, 50, 210],
  [250, 250, 240],
];
export const grays: readonly Color[] = [40, 110, 180, 250].map((gray) => [gray, gray, gray]);
export const bilevel: readonly Color[] = [0, 255, 255, 0].map((gray) => [gray, gray, gray]);

export interface Pixels {
  width: number;
  height: number;
  colorAt: (x: number, y: number) => Color;
}

/** The upright pattern in these colors. */
export function upright(quarters = colors): Pixels {
  const colorAt = (x: number, y: number) =>
    quarters[Number(x >= width / 2) + 2 * Number(y >= height / 2)] ?? [0, 0, 0];
  return { width, height, colorAt };
}

/** The pattern as a camera stores it that was held so: EXIF's number of the orientation. */
export function turned(orientation: number): Pixels {
  const { colorAt } = upright();
  const right = width - 1;
  const bottom = height - 1;
  const pointOf: Record<number, (x: number, y: number) => [number, number]> = {
    1: (x, y) => [x, y],
    2: (x, y) => [right - x, y],
    3: (x, y) => [right - x, bottom - y],
    4: (x, y) => [x, bottom - y],
    5: (x, y) => [y, x],
    6: (x, y) => [right - y, x],
    7: (x, y) => [right - y, bottom - x],
    8: (x, y) => [y, bottom - x],
  };
  const isLying = orientation >= 5;
  return {
    width: isLying ? height : width,
    height: isLying ? width : height,
    colorAt: (x, y) => colorAt(...(pointOf[orientation]?.(x, y) ?? [x, y])),
  };
}

/** Red, green, blue and alpha of each pixel. */
export function rgba(
  { width, height, colorAt }: Pixels,
  alpha: (x: number, y: number) => number = () => 255,
): Buffer {
  const pixels: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) pixels.push(...colorAt(x, y), alpha(x, y));
  }
  return Buffer.from(pixels);
}

/** Red, green and blue of each pixel. */
export function rgb({ width, height, colorAt }: Pixels): Buffer {
  const pixels: number[] = [];
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels.push(...colorAt(x, y));
  return Buffer.from(pixels);
}

export function png(pixels: Pixels, options: { colorType?: 0 | 4 | 6 } = {}): Buffer {
  const file = new PNG({ width: pixels.width, height: pixels.height });
  file.data = rgba(pixels);
  return PNG.sync.write(file, options);
}

export function jpeg(pixels: Pixels, quality = 95): Buffer {
  return encode({ data: rgba(pixels), width: pixels.width, height: pixels.height }, quality).data;
}

/** EXIF data with an orientation and a place where the photo was taken. */
export function exif(orientation: number): Buffer {
  const bytes = Buffer.from("MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\0\0\0", "latin1");
  bytes.writeUInt16BE(orientation, 18);
  const gps = Buffer.from("\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0GPS 51.4778 N", "latin1");
  return Buffer.concat([bytes, gps]);
}

/** A JPEG with an EXIF segment. */
export function withExif(file: Buffer, orientation: number): Buffer {
  const data = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), exif(orientation)]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([file.subarray(0, 2), head, data, file.subarray(2)]);
}

export function gif({ width, height, colorAt }: Pixels, frames = 1, palette = colors): Buffer {
  const bytes = Buffer.alloc(2000 + 2 * frames * width * height);
  const table = palette.map(([red, green, blue]) => (red << 16) | (green << 8) | blue);
  const writer = new GifWriter(bytes, width, height, { palette: table });
  const indexes: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) indexes.push(palette.indexOf(colorAt(x, y)));
  }
  for (let frame = 0; frame < frames; frame++) writer.addFrame(0, 0, width, height, indexes);
  return bytes.subarray(0, writer.end());
}

/** A BMP of 24 bits, from the bottom; with `isTopDown`, from the top. */
export function bmp({ width, height, colorAt }: Pixels, isTopDown = false): Buffer {
  const stride = Math.ceil((3 * width) / 4) * 4;
  const file = Buffer.alloc(54 + stride * height);
  file.write("BM", "latin1");
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(isTopDown ? -height : height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 54 + (isTopDown ? y : height - 1 - y) * stride + 3 * x;
      file.set([...colorAt(x, y)].reverse(), at);
    }
  }
  return file;
}

/** A BMP with a palette of 4 bits, run-length encoded, with every kind of code. */
export function runLengthBmp(palette = colors): Buffer {
  const header = Buffer.alloc(54);
  header.write("BM", "latin1");
  const table = Buffer.from(palette.flatMap(([red, green, blue]) => [blue, green, red, 0]));
  header.writeUInt32LE(54 + 4 * 16, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(4, 28);
  header.writeUInt32LE(2, 30);
  const half = width / 2;
  const run = (index: number) => [half, (index << 4) | index];
  const literal = (index: number) => [0, half, ...Array<number>(half / 2).fill((index << 4) | index)];
  const rows = Array.from({ length: height }, (_, fromBottom) => {
    const isBelow = fromBottom < height / 2;
    return [...run(isBelow ? 2 : 0), ...literal(isBelow ? 3 : 1), 0, 0];
  });
  return Buffer.concat([header, table, Buffer.alloc(4 * 12), Buffer.from([...rows.flat(), 0, 1])]);
}

export interface TiffPage {
  width: number;
  height: number;
  /** Per sample. */
  bits: readonly number[];
  /** 0 white is zero, 1 black is zero, 2 RGB, 3 palette. */
  photometric: number;
  data: Buffer;
  compression?: number;
  orientation?: number;
  /** More fields: tag, and one short value. */
  more?: readonly (readonly [tag: number, value: number])[];
}

/** A little-endian TIFF with one strip per page. */
export function tiff(pages: readonly TiffPage[]): Buffer {
  const parts: Buffer[] = [Buffer.from("II*\0\0\0\0\0", "latin1")];
  let length = 8;
  let link: { buffer: Buffer; at: number } = { buffer: parts[0] ?? Buffer.alloc(8), at: 4 };
  const add = (part: Buffer) => {
    const padded = Buffer.concat([part, Buffer.alloc(part.length % 2)]);
    parts.push(padded);
    length += padded.length;
    return length - padded.length;
  };
  for (const page of pages) {
    const dataAt = add(page.data);
    const bits = Buffer.alloc(2 * page.bits.length);
    for (const [nth, depth] of page.bits.entries()) bits.writeUInt16LE(depth, 2 * nth);
    const bitsAt = page.bits.length > 2 ? add(bits) : undefined;
    const fields: [tag: number, type: number, count: number, value: number][] = [
      [256, 4, 1, page.width],
      [257, 4, 1, page.height],
      [258, 3, page.bits.length, bitsAt ?? page.bits[0] ?? 1],
      [259, 3, 1, page.compression ?? 1],
      [262, 3, 1, page.photometric],
      [273, 4, 1, dataAt],
      [274, 3, 1, page.orientation ?? 1],
      [277, 3, 1, page.bits.length],
      [278, 4, 1, page.height],
      [279, 4, 1, page.data.length],
      ...(page.more ?? []).map(([tag, value]): [number, number, number, number] => [tag, 3, 1, value]),
    ];
    const directory = Buffer.alloc(2 + 12 * fields.length + 4);
    directory.writeUInt16LE(fields.length, 0);
    for (const [nth, [tag, type, count, value]] of fields.sort(([a], [b]) => a - b).entries()) {
      const at = 2 + 12 * nth;
      directory.writeUInt16LE(tag, at);
      directory.writeUInt16LE(type, at + 2);
      directory.writeUInt32LE(count, at + 4);
      directory.writeUInt32LE(value, at + 8);
    }
    const directoryAt = add(directory);
    link.buffer.writeUInt32LE(directoryAt, link.at);
    link = { buffer: parts.at(-1) ?? directory, at: directory.length - 4 };
  }
  return Buffer.concat(parts);
}

/** A page of the pattern, in RGB. */
export function tiffPage(pixels: Pixels, more: Partial<TiffPage> = {}): TiffPage {
  return {
    width: pixels.width,
    height: pixels.height,
    bits: [8, 8, 8],
    photometric: 2,
    data: rgb(pixels),
    ...more,
  };
}
