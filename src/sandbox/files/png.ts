import { crc32 } from "node:zlib";

type Color = readonly [red: number, green: number, blue: number];

const signature = Buffer.from("\u0089PNG\r\n\u001A\n", "latin1");

/** A square true-color PNG with sides of at most 140 pixels, so that it fits one stored block. */
export function writePng(side: number, colorAt: (x: number, y: number) => Color): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2], 8);
  const range = Array.from({ length: side }, (_, index) => index);
  const pixels = Buffer.from(range.flatMap((y) => [0, ...range.flatMap((x) => colorAt(x, y))]));
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", storedZlib(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(typed.length + 8);
  framed.writeUInt32BE(data.length, 0);
  typed.copy(framed, 4);
  framed.writeUInt32BE(crc32(typed), typed.length + 4);
  return framed;
}

/** A zlib stream of one stored block, because zlib's output differs between machines. */
function storedZlib(data: Buffer): Buffer {
  const framed = Buffer.alloc(data.length + 11);
  framed.set([0x78, 0x01, 0x01]);
  framed.writeUInt16LE(data.length, 3);
  framed.writeUInt16LE(0xffff - data.length, 5);
  data.copy(framed, 7);
  framed.writeUInt32BE(adler32(data), data.length + 7);
  return framed;
}

function adler32(data: Buffer): number {
  let low = 1;
  let high = 0;
  for (const byte of data) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return ((high << 16) | low) >>> 0;
}
