import { HuffmanTable } from "./huffman.ts";

/** A component of a frame: its id, how many of its blocks stand side by side and one above the other, and its quantization table. */
export interface Component {
  readonly id: number;
  readonly across: number;
  readonly down: number;
  readonly quantization: number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** 8 bits per sample, as many components as models read, and samplings of which decoders can make one size. */
  readonly isCommon: boolean;
  readonly components: readonly Component[];
}

/** A frame header (JPEG specification, B.2.2); undefined if it is damaged. */
export function readFrame(segment: Buffer): Frame | undefined {
  const count = segment[5] ?? 0;
  if (count < 1 || segment.length !== 6 + 3 * count) return undefined;
  const components: Component[] = [];
  for (let at = 6; at < segment.length; at += 3) {
    const [id = 0, sampling = 0, quantization = 0] = segment.subarray(at, at + 3);
    const [across, down] = [sampling >> 4, sampling & 15];
    const isSampled = [across, down].every((factor) => factor >= 1 && factor <= 4);
    if (!isSampled || quantization > 3 || components.some((other) => other.id === id)) return undefined;
    components.push({ id, across, down, quantization });
  }
  return {
    height: segment.readUInt16BE(1),
    width: segment.readUInt16BE(3),
    isCommon: segment[0] === 8 && [1, 3, 4].includes(count) && isDivisible(components),
    components,
  };
}

function isDivisible(components: readonly Component[]): boolean {
  const across = Math.max(...components.map((component) => component.across));
  const down = Math.max(...components.map((component) => component.down));
  return components.every((component) => across % component.across === 0 && down % component.down === 0);
}

// Of one group of a scan with several components (B.2.3).
const mostBlocks = 10;

/** The tables that scans refer to, by the byte that names each in its segment. */
export interface Tables {
  readonly quantization: Set<number>;
  readonly huffman: Map<number, HuffmanTable>;
}

/** Records the quantization tables of a segment (B.2.4.1). False if it is damaged. */
export function addQuantization(segment: Buffer, { quantization }: Tables): boolean {
  let at = 0;
  while (at < segment.length) {
    const name = segment[at] ?? 0;
    if (name >> 4 > 1 || (name & 15) > 3) return false;
    quantization.add(name & 15);
    at += 1 + 64 * (1 + (name >> 4));
  }
  return at === segment.length;
}

/** Records the Huffman tables of a segment (B.2.4.2). False if it is damaged. */
export function addHuffman(segment: Buffer, { huffman }: Tables): boolean {
  let at = 0;
  while (at + 17 <= segment.length) {
    const name = segment[at] ?? 0;
    if (name >> 4 > 1 || (name & 15) > 3) return false;
    let symbols = 0;
    let free = 1;
    for (const codes of segment.subarray(at + 1, at + 17)) {
      symbols += codes;
      free = 2 * free - codes;
      // More codes than their lengths have room for. The one of only ones is not used (C.2).
      if (free < 1) return false;
    }
    const end = at + 17 + symbols;
    if (symbols > 256 || end > segment.length) return false;
    if (name >> 4 === 0 && segment.subarray(at + 17, end).some((symbol) => symbol > 15)) return false;
    huffman.set(name, new HuffmanTable(segment.subarray(at + 1, at + 17), segment.subarray(at + 17, end)));
    at = end;
  }
  return at === segment.length;
}

/** Whether a scan header fits its frame, and the tables that it refers to exist (B.2.3). */
export function isScan(segment: Buffer, frame: Frame, isProgressive: boolean, tables: Tables): boolean {
  const count = segment[0] ?? 0;
  if (count < 1 || count > 4 || segment.length !== 4 + 2 * count) return false;
  const [start = 0, end = 0, approximation = 0] = segment.subarray(-3);
  const needsDc = isProgressive ? start === 0 && approximation >> 4 === 0 : true;
  const needsAc = isProgressive ? start > 0 : true;
  if (isProgressive && (start > end || end > 63 || (start > 0 && count > 1))) return false;
  if (isProgressive && start === 0 && end !== 0) return false;
  let blocks = 0;
  for (let at = 1; at <= 2 * count; at += 2) {
    const component = frame.components.find(({ id }) => id === segment[at]);
    const named = segment[at + 1] ?? 0;
    if (!component || !tables.quantization.has(component.quantization)) return false;
    if (needsDc && !tables.huffman.has(named >> 4)) return false;
    if (needsAc && !tables.huffman.has(0x10 | (named & 15))) return false;
    blocks += component.across * component.down;
  }
  return count === 1 || blocks <= mostBlocks;
}
