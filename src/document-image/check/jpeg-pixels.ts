import type { HuffmanTable } from "./huffman.ts";
import type { Component, Frame, Tables } from "./jpeg-tables.ts";
import { ScanBits } from "./scan-bits.ts";

/** A scan of a JPEG: its header, and where its data is. */
export interface Scan {
  bytes: Buffer;
  from: number;
  end: number;
  header: Buffer;
  frame: Frame;
  isProgressive: boolean;
  tables: Tables;
  /** Groups of blocks between two restart markers; 0 for none. */
  restartInterval: number;
}

// Some programs fill up the last bytes. More of them show that the codes were read wrongly.
const mostLeftBytes = 32;

/**
 * Whether the codes of a scan fill its blocks exactly. Decoders go on after an error and make up the rest, so damage would
 * otherwise show only in the picture. A scan that refines coefficients is not read. Its time depends on the data.
 */
export function isWholeScan(scan: Scan): boolean {
  const { bytes, from, end, header, frame, tables, restartInterval } = scan;
  const readBlock = blockReader(scan);
  if (!readBlock) return true;
  const bits = new ScanBits(bytes, from, end);
  const components = componentsIn(header, frame, tables);
  const groups = groupsIn(components, frame);
  let skipped = 0;
  for (let group = 0; group < groups; group++) {
    if (restartInterval > 0 && group > 0 && group % restartInterval === 0) {
      if (bits.leftBytes > mostLeftBytes || !bits.restart((group / restartInterval - 1) % 8)) return false;
      skipped = 0;
    }
    for (const { blocks, dc, ac } of components) {
      for (let block = 0; block < (components.length === 1 ? 1 : blocks); block++) {
        if (skipped > 0) {
          skipped--;
          continue;
        }
        const run = readBlock(bits, dc, ac);
        if (run < 0 || bits.isOver) return false;
        skipped = run;
      }
    }
  }
  return bits.leftBytes <= mostLeftBytes;
}

interface Coded {
  component: Component;
  /** In a group of several components. */
  blocks: number;
  dc: Uint16Array;
  ac: Uint16Array;
}

const noCodes = new Uint16Array(65_536);

function componentsIn(header: Buffer, { components }: Frame, { huffman }: Tables): Coded[] {
  const codes = (table: HuffmanTable | undefined) => table?.codes ?? noCodes;
  return components.flatMap((component) => {
    for (let at = 1; at + 1 < header.length - 3; at += 2) {
      if (header[at] !== component.id) continue;
      const named = header[at + 1] ?? 0;
      const [dc, ac] = [codes(huffman.get(named >> 4)), codes(huffman.get(0x10 | (named & 15)))];
      return [{ component, blocks: component.across * component.down, dc, ac }];
    }
    return [];
  });
}

/** A component alone comes block by block; several come in groups that cover the same part of the image. */
function groupsIn(coded: readonly Coded[], { width, height, components }: Frame): number {
  const across = Math.max(...components.map((component) => component.across));
  const down = Math.max(...components.map((component) => component.down));
  const [first, ...others] = coded;
  if (!first || others.length > 0) return Math.ceil(width / (8 * across)) * Math.ceil(height / (8 * down));
  const { component } = first;
  const samples = [
    Math.ceil((width * component.across) / across),
    Math.ceil((height * component.down) / down),
  ];
  return samples.reduce((blocks, side) => blocks * Math.ceil(side / 8), 1);
}

/** Reads a block. Returns how many blocks after it have no codes; -1 for an error. */
type ReadBlock = (bits: ScanBits, dc: Uint16Array, ac: Uint16Array) => number;

function blockReader({ header, isProgressive }: Scan): ReadBlock | undefined {
  const [first = 0, last = 0, approximation = 0] = header.subarray(-3);
  if (!isProgressive) return (bits, dc, ac) => (readDc(bits, dc) ? readAc(bits, ac, 1, 63, false) : -1);
  const isRefining = approximation >> 4 > 0;
  if (first > 0) return isRefining ? undefined : (bits, _, ac) => readAc(bits, ac, first, last, true);
  if (!isRefining) return (bits, dc) => (readDc(bits, dc) ? 0 : -1);
  return (bits) => {
    bits.skip(1);
    return 0;
  };
}

function readDc(bits: ScanBits, codes: Uint16Array): boolean {
  const code = codes[bits.peek()] ?? 0;
  bits.skip(code >> 8);
  bits.skip(code & 15);
  return code !== 0;
}

function readAc(bits: ScanBits, codes: Uint16Array, first: number, last: number, hasRuns: boolean): number {
  for (let at = first; at <= last; at++) {
    const code = codes[bits.peek()] ?? 0;
    if (code === 0) return -1;
    bits.skip(code >> 8);
    const zeros = (code >> 4) & 15;
    const size = code & 15;
    if (size === 0 && zeros < 15) return hasRuns ? 2 ** zeros - 1 + bits.take(zeros) : 0;
    at += zeros;
    if (at > last) return -1;
    bits.skip(size);
  }
  return 0;
}
