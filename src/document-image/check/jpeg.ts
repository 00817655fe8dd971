import { damage, type Inspection, maxPieces } from "./inspection.ts";
import type { Scan } from "./jpeg-pixels.ts";
import { JpegProgress } from "./jpeg-progress.ts";
import { addHuffman, addQuantization, type Frame, isScan, readFrame, type Tables } from "./jpeg-tables.ts";

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const quantizationTable = 0xdb;
const huffmanTable = 0xc4;
const restartMarkers = 0xdd;

// Baseline, extended and progressive frames. Decoders often lack the lossless and arithmetic ones.
const progressive = 0xc2;
const readableFrames = new Set([0xc0, 0xc1, progressive]);
const frames = new Set([...readableFrames, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

/**
 * Walks the segments and scans of a JPEG to its end marker. Bytes after it are ignored: phones append previews. The data of a
 * scan takes time to read, so that is for `checkScan`.
 */
export function inspectJpeg(bytes: Buffer, checkScan: (scan: Scan) => boolean = () => true): Inspection {
  if (bytes[0] !== 0xff || bytes[1] !== startOfImage) return { damage: damage.header };
  let sides: Inspection["sides"];
  let frame: Frame | undefined;
  let isProgressive = false;
  let progress: JpegProgress | undefined;
  let restartInterval = 0;
  const tables: Tables = { quantization: new Set(), huffman: new Map() };
  let at = 2;
  for (let count = 0; count < maxPieces; count += 1) {
    if (at >= bytes.length) return { sides, damage: damage.cut };
    if (bytes[at] !== 0xff) return { sides, damage: damage.broken };
    while (bytes[at] === 0xff) at += 1;
    const marker = bytes[at];
    if (marker === undefined) return { sides, damage: damage.cut };
    at += 1;
    if (marker === endOfImage) {
      if (!progress || progress.lacksComponent) return { sides, damage: damage.broken };
      return { sides, ...(progress.isCoarse && { isCoarse: true }) };
    }
    // Markers without a length have no place between segments.
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= startOfImage)) return { sides, damage: damage.broken };
    if (at + 2 > bytes.length) return { sides, damage: damage.cut };
    const length = bytes.readUInt16BE(at);
    if (length < 2) return { sides, damage: damage.broken };
    const segment = bytes.subarray(at + 2, at + length);
    if (segment.length < length - 2) return { sides, damage: damage.cut };
    at += length;
    if (frames.has(marker)) {
      if (frame) return { sides, damage: damage.broken };
      frame = readFrame(segment);
      if (!frame) return { damage: damage.broken };
      sides = { width: frame.width, height: frame.height };
      isProgressive = marker === progressive;
      if (!readableFrames.has(marker) || !frame.isCommon) return { sides, damage: damage.unusual };
    } else if (marker === quantizationTable) {
      if (!addQuantization(segment, tables)) return { sides, damage: damage.broken };
    } else if (marker === huffmanTable) {
      if (!addHuffman(segment, tables)) return { sides, damage: damage.broken };
    } else if (marker === restartMarkers) {
      if (segment.length !== 2) return { sides, damage: damage.broken };
      restartInterval = segment.readUInt16BE(0);
    } else if (marker === startOfScan) {
      if (!frame || !isScan(segment, frame, isProgressive, tables)) return { sides, damage: damage.broken };
      const end = endOfScan(bytes, at);
      if (end === at) return { sides, damage: damage.broken };
      const scan = { bytes, from: at, end, header: segment, frame, isProgressive, tables, restartInterval };
      if (!checkScan(scan)) return { sides, damage: damage.pixels };
      progress ??= new JpegProgress(frame);
      progress.add(segment, isProgressive);
      at = end;
    }
  }
  return { sides, damage: damage.broken };
}

/** The position of the marker that ends a scan, or the end of the file. */
function endOfScan(bytes: Buffer, from: number): number {
  // indexOf would cost a native call for each 0xff, and a hostile scan has millions.
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1] ?? 0xff;
    const isData = next === 0 || (next >= 0xd0 && next <= 0xd7);
    if (isData) at += 1;
    else return at;
  }
  return bytes.length;
}
