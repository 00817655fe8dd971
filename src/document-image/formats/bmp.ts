import { asBuffer } from "../../document-text/input/as-buffer.ts";
import { damage } from "../check/inspection.ts";
import { overWhite } from "../pixels/over-white.ts";
import { drawRows } from "../pixels/row-image.ts";
import { checkSides, damaged } from "../sides.ts";
import type { Drawer } from "../types.ts";
import { type BmpHeader, readBmpHeader } from "./bmp-header.ts";
import { runLengthIndexes } from "./bmp-run-length.ts";
import { onlyPage } from "./only-page.ts";

/** A BMP of any depth: with a palette, with color masks, run-length encoded. */
export const drawBmp: Drawer = async ({ bytes }, { page, area, maxSide }) => {
  onlyPage(page);
  const file = asBuffer(bytes);
  const header = readBmpHeader(file);
  checkSides(header);
  const { width, height } = header;
  const rows = header.bits <= 8 ? paletteRows(file, header) : colorRows(file, header);
  const drawn = await drawRows({ width, height, channels: 3, orientation: 1, rows }, { area, maxSide });
  return { ...drawn, page: 1, pages: 1, notes: [] };
};

function* paletteRows(file: Buffer, header: BmpHeader): Generator<Uint8Array> {
  const { width, height, bits, palette } = header;
  const indexes = header.isRunLength ? runLengthIndexes(file, header) : undefined;
  const perByte = 8 / bits;
  const mask = 2 ** bits - 1;
  const row = new Uint8Array(3 * width);
  for (let y = 0; y < height; y++) {
    const at = indexes ? 0 : rowStart(file, header, y);
    for (let x = 0; x < width; x++) {
      const byte = file[at + Math.floor(x / perByte)] ?? 0;
      const packed = (byte >> (8 - bits * ((x % perByte) + 1))) & mask;
      const color = palette[indexes ? (indexes[y * width + x] ?? 0) : packed] ?? 0;
      row[3 * x] = color >> 16;
      row[3 * x + 1] = color >> 8;
      row[3 * x + 2] = color;
    }
    yield row;
  }
}

function* colorRows(file: Buffer, header: BmpHeader): Generator<Uint8Array> {
  const { width, height, bits, masks } = header;
  const bytes = bits / 8;
  const [red, green, blue, alpha] = masks.map(fieldReader);
  const isOpaque = !alpha || !hasAlpha(file, header, alpha);
  const row = new Uint8Array(3 * width);
  for (let y = 0; y < height; y++) {
    const at = rowStart(file, header, y);
    for (let x = 0; x < width; x++) {
      const pixel = file.readUIntLE(at + x * bytes, bytes);
      const opacity = isOpaque ? 255 : alpha(pixel);
      row[3 * x] = overWhite(red?.(pixel) ?? 0, opacity);
      row[3 * x + 1] = overWhite(green?.(pixel) ?? 0, opacity);
      row[3 * x + 2] = overWhite(blue?.(pixel) ?? 0, opacity);
    }
    yield row;
  }
}

/** Programs that do not use the alpha channel leave it at 0. */
function hasAlpha(file: Buffer, header: BmpHeader, alpha: (pixel: number) => number): boolean {
  for (let y = 0; y < header.height; y++) {
    const at = rowStart(file, header, y);
    for (let x = 0; x < header.width; x++) {
      if (alpha(file.readUIntLE(at + (x * header.bits) / 8, header.bits / 8)) > 0) return true;
    }
  }
  return false;
}

/** Reads the bits of a mask as a value from 0 to 255. */
function fieldReader(mask: number): (pixel: number) => number {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return (pixel) => Math.round((((pixel & mask) >>> shift) * 255) / most);
}

/** Where a row starts, counted from the top. Throws if the row is not whole. */
function rowStart(file: Buffer, { width, height, bits, isTopDown, pixelsAt }: BmpHeader, y: number): number {
  const stride = Math.ceil((width * bits) / 32) * 4;
  const at = pixelsAt + (isTopDown ? y : height - 1 - y) * stride;
  if (at + Math.ceil((width * bits) / 8) > file.length) throw damaged(damage.cut);
  return at;
}
