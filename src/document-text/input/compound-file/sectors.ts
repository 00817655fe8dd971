import { Unreadable } from "../../types.ts";

const headerBytes = 512;
const firstDifat = 76;
const listedInHeader = 109;
// Numbers from here on mark free sectors, the tables' own sectors and the end of a chain.
const firstSpecial = 0xffff_fffa;

const brokenContainer =
  "This file is broken: its sectors cannot be followed. Ask the borrower for the file again.";
const loop = "This file is malicious or broken: its sectors form a loop, so it was not read.";

/** The sectors of a compound file ([MS-CFB]), and the table that links them. Every chain is followed with a counter. */
export class Sectors {
  readonly bytes: Buffer;
  readonly size: number;
  readonly #next: Uint32Array;

  /** Throws Unreadable if the header or the table is broken. */
  constructor(bytes: Buffer) {
    const shift = bytes.length >= headerBytes ? bytes.readUInt16LE(30) : 0;
    if (shift !== 9 && shift !== 12) throw new Unreadable(brokenContainer);
    this.bytes = bytes;
    this.size = 2 ** shift;
    this.#next = this.#table();
  }

  /** The sector's bytes. The last sector of a file may be short. */
  sector(number: number): Buffer {
    const at = (number + 1) * this.size;
    return this.bytes.subarray(at, at + this.size);
  }

  /** The sectors of a chain, at most `most`. Throws Unreadable for a loop and for sectors outside the file. */
  *chain(first: number, most = Number.POSITIVE_INFINITY): Generator<number> {
    let steps = 0;
    for (let at = first; at < firstSpecial && steps < most; at = this.#next[at] ?? firstSpecial) {
      if (++steps > this.#next.length) throw new Unreadable(loop);
      if (at >= this.#next.length) throw new Unreadable(brokenContainer);
      yield at;
    }
  }

  // A file cannot have more table sectors than sectors, whatever its header says.
  #table(): Uint32Array {
    const count = Math.ceil(this.bytes.length / this.size);
    const next = new Uint32Array(Math.max(0, count - 1)).fill(firstSpecial);
    let from = 0;
    let left = Math.ceil((4 * count) / this.size) + 1;
    for (const number of this.#tableSectors(count)) {
      if (from >= next.length || left-- === 0) break;
      const sector = this.sector(number);
      for (let at = 0; at + 4 <= sector.length && from < next.length; at += 4) {
        next[from++] = sector.readUInt32LE(at);
      }
    }
    return next;
  }

  *#tableSectors(count: number): Generator<number> {
    for (let at = 0; at < listedInHeader; at++) {
      const number = this.bytes.readUInt32LE(firstDifat + 4 * at);
      if (number < firstSpecial) yield number;
    }
    let steps = 0;
    for (let list = this.bytes.readUInt32LE(68); list < firstSpecial; ) {
      const sector = this.sector(list);
      if (++steps > count) throw new Unreadable(loop);
      if (sector.length < this.size) return;
      for (let at = 0; at < this.size - 4; at += 4) {
        const number = sector.readUInt32LE(at);
        if (number < firstSpecial) yield number;
      }
      list = sector.readUInt32LE(this.size - 4);
    }
  }
}

/** Joins the sectors of a chain, up to `size` bytes. A chain that ends early gives fewer. */
export function joined(sectors: Iterable<Uint8Array>, size: number): Buffer {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const sector of sectors) {
    parts.push(sector.subarray(0, size - length));
    length += Math.min(sector.length, size - length);
    if (length >= size) break;
  }
  return Buffer.concat(parts, length);
}
