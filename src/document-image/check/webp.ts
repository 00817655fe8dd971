import { damage, type Inspection, maxPieces } from "./inspection.ts";

type Sides = NonNullable<Inspection["sides"]>;

const hasAnimation = 0x02;

/** Walks the chunks of a WebP within the length that its RIFF header declares. */
export function inspectWebp(bytes: Buffer): Inspection {
  if (
    bytes.length < 20 ||
    bytes.toString("latin1", 0, 4) !== "RIFF" ||
    bytes.toString("latin1", 8, 12) !== "WEBP"
  ) {
    return { damage: damage.header };
  }
  const end = bytes.readUInt32LE(4) + 8;
  const first = bytes.toString("latin1", 12, 16);
  const canvas = first === "VP8X" ? canvasOf(payloadAt(bytes, 12)) : undefined;
  const sides = canvas ?? bitmapSides(first, payloadAt(bytes, 12));
  if (end > bytes.length) return { sides, damage: damage.cut };
  if (!sides) return { damage: damage.header };
  const isAnimated = canvas !== undefined && (payloadAt(bytes, 12)[0] ?? 0) & hasAnimation;
  const chunks = chunksIn(bytes.subarray(12, end));
  if (!chunks) return { sides, damage: damage.broken };
  const frames = isAnimated
    ? chunks.filter(({ type }) => type === "ANMF").map(({ data }) => frameOf(data))
    : chunks.filter(isBitmap).map(({ type, data }) => bitmapSides(type, data));
  const fits = (frame: Sides | undefined) =>
    frame !== undefined &&
    (isAnimated
      ? frame.width <= sides.width && frame.height <= sides.height
      : frame.width === sides.width && frame.height === sides.height);
  const isWhole = isAnimated
    ? frames.length > 0 && frames.every(fits)
    : frames.length === 1 && fits(frames[0]);
  return { sides, ...(!isWhole && { damage: damage.broken }) };
}

export interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** The chunks, each padded to an even length; undefined if they do not fill the bytes exactly. */
export function chunksIn(bytes: Buffer): Chunk[] | undefined {
  const chunks: Chunk[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 8 > bytes.length || chunks.length === maxPieces) return undefined;
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (end > bytes.length) return undefined;
    chunks.push({
      type: bytes.toString("latin1", at, at + 4),
      data: bytes.subarray(at + 8, at + 8 + length),
    });
    at = end;
  }
  return chunks;
}

function payloadAt(bytes: Buffer, at: number): Buffer {
  const length = bytes.readUInt32LE(at + 4);
  return bytes.subarray(at + 8, at + 8 + length);
}

function isBitmap({ type }: Chunk): boolean {
  return type === "VP8 " || type === "VP8L";
}

function canvasOf(data: Buffer): Sides | undefined {
  if (data.length < 10) return undefined;
  return { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 };
}

/** The sides of one frame of an animation: those of the bitmap in it, if its header has the same ones. */
function frameOf(data: Buffer): Sides | undefined {
  if (data.length < 16) return undefined;
  const bitmaps = chunksIn(data.subarray(16))?.filter(isBitmap) ?? [];
  const [bitmap] = bitmaps;
  const sides = bitmap && bitmaps.length === 1 ? bitmapSides(bitmap.type, bitmap.data) : undefined;
  const isDeclared = sides?.width === data.readUIntLE(6, 3) + 1 && sides.height === data.readUIntLE(9, 3) + 1;
  return isDeclared ? sides : undefined;
}

/** The sides in a bitmap's own header; undefined if the header is damaged. */
function bitmapSides(type: string, data: Buffer): Sides | undefined {
  if (type === "VP8 ") {
    // A key frame, its start code, and a first partition that fits (RFC 6386, section 9.1).
    if (data.length < 11 || data.readUIntBE(3, 3) !== 0x9d012a) return undefined;
    const tag = data.readUIntLE(0, 3);
    if (tag & 1 || 10 + (tag >> 5) > data.length) return undefined;
    return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
  }
  if (type === "VP8L") {
    if (data.length < 6 || data[0] !== 0x2f) return undefined;
    const packed = data.readUInt32LE(1);
    if (packed >>> 29 !== 0) return undefined;
    return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
  }
  return undefined;
}
