import { type PngHeader, palette } from "../check/png.ts";
import { overWhite } from "../pixels/over-white.ts";
import { readSamples } from "../pixels/samples.ts";

/** Makes rows of a PNG's color type into rows of gray, or of red, green and blue, over white. */
export interface Converter {
  channels: 1 | 3;
  convert: (row: Uint8Array, width: number, into: Uint8Array) => void;
}

const withAlpha = new Set([4, 6]);
const withoutColor = new Set([0, 4]);

export function pngConverter(header: PngHeader, chunks: ReadonlyMap<string, Buffer>): Converter {
  const { colorType, depth } = header;
  const transparent = chunks.get("tRNS");
  if (colorType === palette) return fromPalette(depth, chunks.get("PLTE"), transparent);
  const channels = withoutColor.has(colorType) ? 1 : 3;
  const samples = channels + (withAlpha.has(colorType) ? 1 : 0);
  // The one color that is transparent, as 16-bit samples.
  const key = samples === channels && transparent ? keyOf(transparent, channels, depth) : undefined;
  let values = new Uint8Array(0);
  if (samples === channels && !key) {
    return { channels, convert: (row, width, into) => readSamples(row, depth, into, width * channels) };
  }
  const convert: Converter["convert"] = (row, width, into) => {
    if (values.length < width * samples) values = new Uint8Array(width * samples);
    readSamples(row, depth, values, width * samples);
    for (let from = 0, to = 0; to < width * channels; from += samples, to += channels) {
      const isTransparent = key?.every((value, channel) => values[from + channel] === value) ?? false;
      const alpha = isTransparent ? 0 : samples > channels ? (values[from + channels] ?? 0) : 255;
      for (let channel = 0; channel < channels; channel++) {
        into[to + channel] = overWhite(values[from + channel] ?? 0, alpha);
      }
    }
  };
  return { channels, convert };
}

function keyOf(chunk: Buffer, channels: number, depth: number): number[] | undefined {
  if (chunk.length < 2 * channels) return undefined;
  const most = 2 ** depth - 1;
  return Array.from({ length: channels }, (_, channel) => {
    const value = chunk.readUInt16BE(2 * channel);
    return depth === 16 ? value >> 8 : Math.round((value * 255) / most);
  });
}

function fromPalette(depth: number, colors?: Uint8Array, alphas?: Uint8Array): Converter {
  const table = new Uint8Array(3 * 256);
  for (let at = 0; at < table.length; at++) {
    table[at] = overWhite(colors?.[at] ?? 0, alphas?.[Math.floor(at / 3)] ?? 255);
  }
  const perByte = 8 / depth;
  const mask = 2 ** depth - 1;
  const convert: Converter["convert"] = (row, width, into) => {
    for (let x = 0; x < width; x++) {
      const byte = row[Math.floor(x / perByte)] ?? 0;
      const index = (byte >> (8 - depth * ((x % perByte) + 1))) & mask;
      into[3 * x] = table[3 * index] ?? 0;
      into[3 * x + 1] = table[3 * index + 1] ?? 0;
      into[3 * x + 2] = table[3 * index + 2] ?? 0;
    }
  };
  return { channels: 3, convert };
}
