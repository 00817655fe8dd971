import type { Pixels } from "./pattern.ts";

interface JpegStyle {
  /** The components of a pixel. */
  samplesOf: (red: number, green: number, blue: number) => readonly number[];
  /** The ids of the components; default: 1, 2, 3 … */
  ids?: readonly number[];
  /** Per sample: 8 or 12. */
  bits?: 8 | 12;
  /** The color transform of Adobe's marker; no marker without it. */
  adobe?: 0 | 1 | 2;
  /** The sampling factors that its header claims; default: 1 by 1. */
  samplings?: readonly number[];
  /** Groups of blocks between two restart markers. */
  restartInterval?: number;
  /** A scan for each component. */
  isApart?: boolean;
}

export const ycc = (red: number, green: number, blue: number): readonly [number, number, number] => [
  0.299 * red + 0.587 * green + 0.114 * blue,
  128 - 0.168736 * red - 0.331264 * green + 0.5 * blue,
  128 + 0.5 * red - 0.418688 * green - 0.081312 * blue,
];

const quantization = 8;

/** A baseline JPEG of any color model, in which each block of 8 by 8 pixels has the color of its first pixel. */
export function flatJpeg(pixels: Pixels, style: JpegStyle): Buffer {
  const { samplesOf, bits = 8, adobe, samplings = [], restartInterval = 0, isApart = false } = style;
  const [across, down] = [Math.ceil(pixels.width / 8), Math.ceil(pixels.height / 8)];
  const blocks = Array.from({ length: across * down }, (_, nth) =>
    samplesOf(...pixels.colorAt(8 * (nth % across), 8 * Math.floor(nth / across))),
  );
  const count = blocks[0]?.length ?? 0;
  const ids = style.ids ?? Array.from({ length: count }, (_, nth) => nth + 1);
  const size = [pixels.height >> 8, pixels.height & 255, pixels.width >> 8, pixels.width & 255];
  const all = ids.map((_, nth) => nth);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...(adobe === undefined ? [] : [segment(0xee, [...Buffer.from("Adobe"), 0, 100, 0, 0, 0, 0, adobe])]),
    segment(0xdb, [0, ...Array<number>(64).fill(quantization)]),
    segment(bits === 8 ? 0xc0 : 0xc1, [
      bits,
      ...size,
      count,
      ...ids.flatMap((id, nth) => [id, samplings[nth] ?? 0x11, 0]),
    ]),
    // Codes of four bits for each size of a difference, and one bit for the end of a block.
    segment(0xc4, [0x00, 0, 0, 0, 15, ...Array<number>(12).fill(0), ...Array(15).keys()]),
    segment(0xc4, [0x10, 1, ...Array<number>(15).fill(0), 0]),
    ...(restartInterval > 0 ? [segment(0xdd, [restartInterval >> 8, restartInterval & 255])] : []),
    ...(isApart ? all.map((nth) => [nth]) : [all]).flatMap((components) => [
      segment(0xda, [components.length, ...components.flatMap((nth) => [ids[nth] ?? 0, 0]), 0, 63, 0]),
      scanOf(
        blocks.map((block) => components.map((nth) => dcOf(block[nth] ?? 0, bits))),
        restartInterval,
      ),
    ]),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function segment(marker: number, data: readonly number[]): Buffer {
  return Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255, ...data]);
}

function dcOf(sample: number, bits: number): number {
  return Math.round((8 * (sample * 2 ** (bits - 8) - 2 ** (bits - 1))) / quantization);
}

function scanOf(blocks: readonly (readonly number[])[], restartInterval: number): Buffer {
  const bytes: number[] = [];
  let written = "";
  let before: readonly number[] = [];
  const flush = () => {
    const padded = written.padEnd(8 * Math.ceil(written.length / 8), "1");
    for (const byte of padded.match(/.{8}/g) ?? []) {
      const value = Number.parseInt(byte, 2);
      bytes.push(value, ...(value === 0xff ? [0] : []));
    }
    written = "";
  };
  for (const [group, block] of blocks.entries()) {
    if (restartInterval > 0 && group > 0 && group % restartInterval === 0) {
      flush();
      bytes.push(0xff, 0xd0 + ((group / restartInterval - 1) % 8));
      before = [];
    }
    for (const [nth, value] of block.entries()) {
      const difference = value - (before[nth] ?? 0);
      const size = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
      const coded = difference < 0 ? difference + 2 ** size - 1 : difference;
      written += size.toString(2).padStart(4, "0");
      if (size > 0) written += coded.toString(2).padStart(size, "0");
      written += "0";
    }
    before = block;
  }
  flush();
  return Buffer.from(bytes);
}
