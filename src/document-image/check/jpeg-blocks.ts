import type { JpegHistory } from "./jpeg-history.ts";
import type { ScanBits } from "./scan-bits.ts";

/** The tables of codes for a component's blocks. */
export interface Codes {
  dc: Uint16Array;
  ac: Uint16Array;
}

/** How the blocks of a scan are read. */
export interface BlockReader {
  /** Reads a block. Returns how many blocks after it have no codes; -1 for an error. */
  read: (bits: ScanBits, codes: Codes, block: number) => number;
  /** Reads what a block without codes has. */
  pass?: (bits: ScanBits, block: number) => void;
}

/** Coefficients of a progressive scan, from `first` to `last`. */
interface Band {
  first: number;
  last: number;
  /** Of the only component of a scan of a progressive image. */
  history: JpegHistory;
}

export const wholeBlocks: BlockReader = {
  read: (bits, { dc, ac }) => (readDc(bits, dc) ? readAc(bits, ac, { first: 1, last: 63 }) : -1),
};

export const firstDc: BlockReader = { read: (bits, { dc }) => (readDc(bits, dc) ? 0 : -1) };

export const refinedDc: BlockReader = {
  read(bits) {
    bits.skip(1);
    return 0;
  },
};

export function firstAc(band: Band): BlockReader {
  return { read: (bits, { ac }, block) => readAc(bits, ac, band, block) };
}

/** JPEG specification, G.1.2.3. */
export function refinedAc({ first, last, history }: Band): BlockReader {
  const correct = (bits: ScanBits, block: number, from: number) => {
    for (let left = history.count(block, from, last); left > 0; left -= 16) bits.skip(Math.min(16, left));
  };
  return {
    pass: (bits, block) => correct(bits, block, first),
    read(bits, { ac }, block) {
      for (let at = first; at <= last; at++) {
        const code = ac[bits.peek()] ?? 0;
        const size = code & 15;
        if (code === 0 || size > 1) return -1;
        bits.skip(code >> 8);
        let zeros = (code >> 4) & 15;
        if (size === 0 && zeros < 15) {
          const run = runOf(bits, zeros);
          correct(bits, block, at);
          return run;
        }
        bits.skip(size);
        for (; at <= last; at++) {
          if (history.has(block, at)) bits.skip(1);
          else if (--zeros < 0) break;
        }
        if (size === 0) continue;
        if (at > last) return -1;
        history.add(block, at);
      }
      return 0;
    },
  };
}

function readDc(bits: ScanBits, codes: Uint16Array): boolean {
  const code = codes[bits.peek()] ?? 0;
  bits.skip(code >> 8);
  bits.skip(code & 15);
  return code !== 0;
}

/** With a history, a code may end several blocks. */
function readAc(
  bits: ScanBits,
  codes: Uint16Array,
  { first, last, history }: Omit<Band, "history"> & { history?: JpegHistory },
  block = 0,
): number {
  for (let at = first; at <= last; at++) {
    const code = codes[bits.peek()] ?? 0;
    if (code === 0) return -1;
    bits.skip(code >> 8);
    const zeros = (code >> 4) & 15;
    const size = code & 15;
    if (size === 0 && zeros < 15) return history ? runOf(bits, zeros) : 0;
    at += zeros;
    if (at > last) return -1;
    bits.skip(size);
    if (size > 0) history?.add(block, at);
  }
  return 0;
}

function runOf(bits: ScanBits, size: number): number {
  return 2 ** size - 1 + bits.take(size);
}
