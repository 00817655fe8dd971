import type { HuffmanTable } from "./huffman.ts";
import {
  type BlockReader,
  type Codes,
  firstAc,
  firstDc,
  refinedAc,
  refinedDc,
  wholeBlocks,
} from "./jpeg-blocks.ts";
import { JpegHistory } from "./jpeg-history.ts";
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
 * Checks the scans of one image, in order: whether the codes of each fill its blocks exactly. Decoders go on after an error and
 * make up the rest, so damage would otherwise show only in the picture. The time depends on the data.
 */
export function scanChecker(): (scan: Scan) => boolean {
  const histories = new Map<Component, JpegHistory>();
  return (scan) => isWholeScan(scan, histories);
}

function isWholeScan(scan: Scan, histories: Map<Component, JpegHistory>): boolean {
  const { bytes, from, end, header, frame, tables, restartInterval } = scan;
  const bits = new ScanBits(bytes, from, end);
  const components = componentsIn(header, frame, tables);
  const groups = groupsIn(components, frame);
  const { read, pass } = readerOf(scan, () => historyOf(components[0]?.component, groups, histories));
  const isAlone = components.length === 1;
  let skipped = 0;
  for (let group = 0; group < groups; group++) {
    if (restartInterval > 0 && group > 0 && group % restartInterval === 0) {
      if (bits.leftBytes > mostLeftBytes || !bits.restart((group / restartInterval - 1) % 8)) return false;
      skipped = 0;
    }
    for (const coded of components) {
      for (let block = 0; block < (isAlone ? 1 : coded.blocks); block++) {
        if (skipped > 0) {
          skipped--;
          pass?.(bits, group);
        } else skipped = read(bits, coded, group);
        if (skipped < 0 || bits.isOver) return false;
      }
    }
  }
  return bits.leftBytes <= mostLeftBytes;
}

function historyOf(
  component: Component | undefined,
  blocks: number,
  histories: Map<Component, JpegHistory>,
): JpegHistory {
  const history = (component && histories.get(component)) ?? new JpegHistory(blocks);
  if (component) histories.set(component, history);
  return history;
}

function readerOf({ header, isProgressive }: Scan, history: () => JpegHistory): BlockReader {
  const [first = 0, last = 0, approximation = 0] = header.subarray(-3);
  if (!isProgressive) return wholeBlocks;
  const isRefining = approximation >> 4 > 0;
  if (first === 0) return isRefining ? refinedDc : firstDc;
  const band = { first, last, history: history() };
  return isRefining ? refinedAc(band) : firstAc(band);
}

interface Coded extends Codes {
  component: Component;
  /** In a group of several components. */
  blocks: number;
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
