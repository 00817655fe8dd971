import { startPdfEngine } from "../../../document-text/formats/pdf/engine.ts";
import { readSamples } from "../../pixels/samples.ts";
import { cmyk, jpeg, type Layout, palette, whiteIsZero } from "./layout.ts";
import { decodeBlock, turned } from "./pdfium-blocks.ts";
import { unpack } from "./unpack.ts";

const decodedByPdfium = new Set([2, 3, 4, jpeg]);

/** The rows of a page: gray, or red, green and blue. Decodes one row of strips or tiles at a time. */
export async function* tiffRows(bytes: Buffer, layout: Layout): AsyncGenerator<Uint8Array> {
  const { width, height, blockWidth, blockHeight, isTiled, samples, compression } = layout;
  const across = Math.ceil(width / blockWidth);
  const isDecoded = decodedByPdfium.has(compression);
  const engine = isDecoded ? await startPdfEngine() : undefined;
  const toPixels = pixelsOf(layout, isDecoded);
  const values = new Uint8Array(blockWidth * across * samples);
  for (let top = 0; top < height; top += blockHeight) {
    const rows = isTiled ? blockHeight : Math.min(blockHeight, height - top);
    const first = (top / blockHeight) * across;
    const band = layout.blocks.slice(first, first + across).map(({ at, length }) => {
      const data = bytes.subarray(at, at + length);
      return engine ? decodeBlock(engine, data, layout, rows) : unpackBlock(data, layout, rows);
    });
    const bits = isDecoded ? 8 : layout.bits;
    const rowBytes = Math.ceil((blockWidth * samples * bits) / 8);
    for (let y = 0; y < Math.min(rows, height - top); y++) {
      for (const [nth, block] of band.entries()) {
        const row = block.subarray(y * rowBytes, (y + 1) * rowBytes);
        const to = values.subarray(nth * blockWidth * samples);
        if (layout.photometric === palette) readIndexes(row, bits, to, blockWidth);
        else readSamples(row, bits, to, blockWidth * samples);
      }
      yield toPixels(values.subarray(0, width * samples));
    }
  }
}

function unpackBlock(data: Buffer, layout: Layout, rows: number): Uint8Array {
  const { blockWidth, samples, bits, compression, isReversed, isPredicted, isLittle } = layout;
  const rowBytes = Math.ceil((blockWidth * samples * bits) / 8);
  const block = unpack(isReversed ? turned(data) : data, compression, rowBytes * rows);
  if (bits === 16 && isLittle) Buffer.from(block.buffer, block.byteOffset, block.length).swap16();
  if (isPredicted)
    for (let y = 0; y < rows; y++) sumUp(block.subarray(y * rowBytes, (y + 1) * rowBytes), layout);
  return block;
}

/** Makes the differences between the pixels of a row into values. */
function sumUp(row: Uint8Array, { samples, bits }: Layout): void {
  if (bits === 8) {
    for (let at = samples; at < row.length; at++) row[at] = (row[at] ?? 0) + (row[at - samples] ?? 0);
  } else if (bits === 16) {
    const values = Buffer.from(row.buffer, row.byteOffset, row.length);
    for (let at = 2 * samples; at < row.length; at += 2) {
      values.writeUInt16BE((values.readUInt16BE(at) + values.readUInt16BE(at - 2 * samples)) & 0xffff, at);
    }
  }
}

function readIndexes(row: Uint8Array, bits: number, into: Uint8Array, count: number): void {
  const perByte = 8 / bits;
  for (let x = 0; x < count; x++) {
    into[x] = ((row[Math.floor(x / perByte)] ?? 0) >> (8 - bits * ((x % perByte) + 1))) & (2 ** bits - 1);
  }
}

/** Makes a row of samples into a row of gray, or of red, green and blue. */
function pixelsOf(layout: Layout, isDecoded: boolean): (values: Uint8Array) => Uint8Array {
  const { photometric, width, bits, colorMap } = layout;
  if (photometric === whiteIsZero && !isDecoded) return (values) => values.map((value) => 255 - value);
  if (photometric === palette) {
    const colors = 2 ** bits;
    const row = new Uint8Array(3 * width);
    return (values) => {
      for (let x = 0; x < width; x++) {
        for (let channel = 0; channel < 3; channel++) {
          row[3 * x + channel] = (colorMap[channel * colors + (values[x] ?? 0)] ?? 0) >> 8;
        }
      }
      return row;
    };
  }
  if (photometric === cmyk && !isDecoded) {
    const row = new Uint8Array(3 * width);
    return (values) => {
      for (let x = 0; x < width; x++) {
        const light = 255 - (values[4 * x + 3] ?? 0);
        for (let ink = 0; ink < 3; ink++) {
          row[3 * x + ink] = Math.round(((255 - (values[4 * x + ink] ?? 0)) * light) / 255);
        }
      }
      return row;
    };
  }
  return (values) => values;
}
