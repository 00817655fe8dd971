import type { Color, Pixels } from "./pattern.ts";

interface BmpStyle {
  /** Per pixel. */
  bits: 1 | 2 | 4 | 8 | 16 | 24 | 32;
  /** Of the header: 12 and 16 are those of OS/2. */
  header?: 12 | 16 | 40 | 52 | 56 | 64 | 108 | 124;
  /** Colors as masks of red, green, blue and perhaps alpha. */
  masks?: readonly number[];
  isTopDown?: boolean;
  /** Of the pixels with masks, from 0 to 255. */
  alpha?: (x: number, y: number) => number;
  /** Unused bytes before the pixels. */
  gap?: number;
}

/** A BMP of any depth and header. Up to 8 bits, its colors are `palette`. */
export function bmpOf(pixels: Pixels, palette: readonly Color[], style: BmpStyle): Buffer {
  const { bits, header = 40, masks, isTopDown = false, alpha = () => 255, gap = 0 } = style;
  const { width, height, colorAt } = pixels;
  const head = Buffer.alloc(14 + header);
  head.write("BM", "latin1");
  head.writeUInt32LE(header, 14);
  if (header === 12) {
    head.writeUInt16LE(width, 18);
    head.writeUInt16LE(height, 20);
    head.writeUInt16LE(1, 22);
    head.writeUInt16LE(bits, 24);
  } else {
    head.writeInt32LE(width, 18);
    head.writeInt32LE(isTopDown ? -height : height, 22);
    head.writeUInt16LE(1, 26);
    head.writeUInt16LE(bits, 28);
    if (masks) head.writeUInt32LE(masks.length === 4 && header === 40 ? 6 : 3, 30);
  }
  const maskBytes = Buffer.alloc(4 * (masks?.length ?? 0));
  for (const [nth, mask] of (masks ?? []).entries()) maskBytes.writeUInt32LE(mask, 4 * nth);
  if (header >= 52) maskBytes.copy(head, 54);
  const table = Buffer.from(
    palette.flatMap(([red, green, blue]) => (header === 12 ? [blue, green, red] : [blue, green, red, 0])),
  );
  const parts = [head, header === 40 ? maskBytes : Buffer.alloc(0), bits <= 8 ? table : Buffer.alloc(0)];
  const stride = 4 * Math.ceil((width * bits) / 32);
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const row = rows.subarray((isTopDown ? y : height - 1 - y) * stride);
    for (let x = 0; x < width; x++) {
      const color = colorAt(x, y);
      if (bits <= 8) {
        const at = Math.floor((x * bits) / 8);
        row[at] = (row[at] ?? 0) | (palette.indexOf(color) << (8 - bits - ((x * bits) % 8)));
      } else if (masks || bits === 16) {
        const fields = masks ?? [0x7c00, 0x3e0, 0x1f];
        const pixel = [...color, alpha(x, y)].reduce((sum, value, nth) => sum + field(value, fields[nth]), 0);
        row.writeUIntLE(pixel, (x * bits) / 8, bits / 8);
      } else row.set([...color].reverse(), (x * bits) / 8);
    }
  }
  parts.push(Buffer.alloc(gap));
  head.writeUInt32LE(
    parts.reduce((sum, { length }) => sum + length, 0),
    10,
  );
  return Buffer.concat([...parts, rows]);
}

/** A value from 0 to 255 in the bits of a mask. */
function field(value: number, mask = 0): number {
  if (mask === 0) return 0;
  const lowest = mask & -mask;
  return Math.round((value * (mask >>> (31 - Math.clz32(lowest)))) / 255) * (lowest >>> 0);
}
