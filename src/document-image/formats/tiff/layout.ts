import { Unreadable } from "../../../document-text/types.ts";
import { damage } from "../../check/inspection.ts";
import { type Orientation, orientationOf } from "../../pixels/orientation.ts";
import { checkSides, damaged } from "../../sides.ts";
import { bytesOf, type Directory, numberOf, numbersOf, type TiffFile } from "./directory.ts";

/** How a page of a TIFF is stored. */
export interface Layout {
  width: number;
  height: number;
  orientation: Orientation;
  compression: number;
  /** `whiteIsZero`, `blackIsZero`, `rgb`, `palette`, `cmyk` or `ycc`, by its number. */
  photometric: number;
  /** Per pixel. */
  samples: number;
  /** Per sample. */
  bits: number;
  /** Whether every block has its full size, also at the edges. */
  isTiled: boolean;
  /** Of one strip or tile. */
  blockWidth: number;
  blockHeight: number;
  blocks: { at: number; length: number }[];
  isLittle: boolean;
  /** Whether the first pixel of a byte is in its lowest bit. */
  isReversed: boolean;
  /** Whether rows hold the differences between their pixels. */
  isPredicted: boolean;
  /** The options of fax compression: two-dimensional, for Group 3. */
  faxOptions: number;
  /** Red values, then green, then blue, of 16 bits. */
  colorMap: number[];
  jpegTables: Buffer | undefined;
}

export const whiteIsZero = 0;
const blackIsZero = 1;
export const rgb = 2;
export const palette = 3;
export const cmyk = 5;
const ycc = 6;
export const jpeg = 7;

const samplesOf = new Map([
  [whiteIsZero, 1],
  [blackIsZero, 1],
  [rgb, 3],
  [palette, 1],
  [cmyk, 4],
  [ycc, 3],
]);

const mostBlocks = 200_000;

/** Reads and checks the fields of a page. Throws Unreadable. */
export function readLayout(file: TiffFile, directory: Directory): Layout {
  const number = (tag: number, missing: number) => numberOf(file, directory, tag, missing);
  const width = number(256, 0);
  const height = number(257, 0);
  checkSides({ width, height });
  const compression = number(259, 1);
  const photometric = number(262, blackIsZero);
  const samples = number(277, 1);
  const bits = number(258, 1);
  const needed = samplesOf.get(photometric);
  if (needed !== undefined && samples === needed + 1) throw new Unreadable(transparent);
  const isTiled = directory.has(322);
  const layout: Layout = {
    width,
    height,
    orientation: orientationOf(number(274, 1)),
    compression,
    photometric,
    samples,
    bits,
    isTiled,
    blockWidth: isTiled ? number(322, 0) : width,
    blockHeight: isTiled ? number(323, 0) : Math.min(height, number(278, height)),
    blocks: [],
    isLittle: file.isLittle,
    isReversed: number(266, 1) === 2,
    isPredicted: number(317, 1) === 2,
    faxOptions: number(292, 0),
    colorMap: photometric === palette ? numbersOf(file, directory, 320, 3 * 256) : [],
    jpegTables: bytesOf(file, directory, 347),
  };
  const isUnsigned = [1, 4].includes(number(339, 1));
  const isEven = numbersOf(file, directory, 258, 4).every((each) => each === bits);
  if (!isUnsigned || !isEven) throw damaged(damage.unusual);
  if (!isReadable(layout, needed, number(284, 1), number(317, 1))) throw damaged(damage.unusual);
  if (layout.blockWidth < 1 || layout.blockHeight < 1) throw damaged(damage.broken);
  checkSides({ width: layout.blockWidth, height: layout.blockHeight });
  layout.blocks = readBlocks(file, directory, layout);
  return layout;
}

function isReadable(
  { compression, photometric, bits, samples }: Layout,
  needed: number | undefined,
  planes: number,
  predictor: number,
): boolean {
  const isFax = [2, 3, 4].includes(compression);
  if (samples !== needed || (planes !== 1 && samples > 1) || predictor > 2) return false;
  if (isFax) return bits === 1 && samples === 1;
  if (compression === jpeg) return bits === 8 && photometric !== palette;
  if (photometric === ycc || ![1, 5, 8, 32_946, 32_773].includes(compression)) return false;
  return samples === 1 ? [1, 2, 4, 8, 16].includes(bits) : bits === 8 || bits === 16;
}

function readBlocks(
  file: TiffFile,
  directory: Directory,
  { width, height, isTiled, blockWidth, blockHeight }: Layout,
): Layout["blocks"] {
  const count = Math.ceil(width / blockWidth) * Math.ceil(height / blockHeight);
  const offsets = numbersOf(file, directory, isTiled ? 324 : 273, mostBlocks);
  const lengths = numbersOf(file, directory, isTiled ? 325 : 279, mostBlocks);
  if (count > mostBlocks || offsets.length < count) throw damaged(damage.broken);
  return Array.from({ length: count }, (_, nth) => {
    const at = offsets[nth] ?? 0;
    // Old programs omit the length of an only strip.
    const length = lengths[nth] ?? (count === 1 ? file.bytes.length - at : 0);
    if (length === 0) throw damaged(damage.broken);
    if (at + length > file.bytes.length) throw damaged(damage.cut);
    return { at, length };
  });
}

const transparent =
  "A TIFF with transparency cannot be shown. Ask the borrower for the image as JPEG, PNG or PDF.";
