import { bounds } from "../../bounds.ts";
import { Unreadable } from "../../types.ts";
import { asBuffer } from "../as-buffer.ts";
import { readDirectory, type Storage, type StreamEntry } from "./directory.ts";
import { joined, Sectors } from "./sectors.ts";

const miniSectorBytes = 64;
const endOfChain = 0xffff_fffe;

/** A compound file ([MS-CFB]): old Office files, Outlook messages and encrypted Office files. */
export class CompoundFile {
  readonly root: Storage;
  /** Whether the directory refers to entries that it has listed before. They are listed once. */
  readonly isLooped: boolean;
  readonly #sectors: Sectors;
  readonly #miniCutoff: number;
  readonly #miniNext: Buffer;
  readonly #miniSectors: Buffer;
  #read = 0;

  /** Reads the tables and the directory. Throws Unreadable. */
  constructor(bytes: Uint8Array) {
    const file = asBuffer(bytes);
    const sectors = new Sectors(file);
    const directory = joined(chainOf(sectors, file.readUInt32LE(48)), file.length);
    const { root, isLooped } = readDirectory(directory);
    this.root = root;
    this.isLooped = isLooped;
    this.#sectors = sectors;
    this.#miniCutoff = file.readUInt32LE(56);
    this.#miniNext = joined(chainOf(sectors, file.readUInt32LE(60)), file.length);
    this.#miniSectors =
      directory.length < 128
        ? Buffer.alloc(0)
        : joined(chainOf(sectors, directory.readUInt32LE(116)), directory.readUInt32LE(120));
  }

  /** A stream's content; shorter than its declared size if its chain ends early. Throws Unreadable. */
  read({ size, firstSector }: StreamEntry): Buffer {
    const chunks =
      size < this.#miniCutoff ? this.#miniChain(firstSector) : chainOf(this.#sectors, firstSector);
    const content = joined(chunks, Math.min(size, this.#sectors.bytes.length));
    // Many streams may share the same sectors.
    this.#read += content.length;
    if (this.#read > bounds.inflatedBytes) throw new Unreadable(readsTooMuch);
    return content;
  }

  *#miniChain(first: number): Generator<Buffer> {
    const most = this.#miniNext.length / 4;
    let steps = 0;
    for (let at = first; at < endOfChain && 4 * at + 4 <= this.#miniNext.length; ) {
      if (++steps > most) throw new Unreadable(miniLoop);
      yield this.#miniSectors.subarray(at * miniSectorBytes, (at + 1) * miniSectorBytes);
      at = this.#miniNext.readUInt32LE(4 * at);
    }
  }
}

function* chainOf(sectors: Sectors, first: number): Generator<Buffer> {
  for (const number of sectors.chain(first)) yield sectors.sector(number);
}

/** The first of these streams that is directly in a storage. Names differ by more than their case. */
export function streamIn({ children }: Storage, ...names: string[]): StreamEntry | undefined {
  for (const name of names) {
    for (const child of children) {
      if (child.kind === "stream" && child.name.toLowerCase() === name.toLowerCase()) return child;
    }
  }
  return undefined;
}

const miniLoop = "This file is malicious or broken: its sectors form a loop, so it was not read.";
const readsTooMuch = `This file's streams add up to more than ${bounds.inflatedBytes / 1024 / 1024} MiB. Ask the borrower for the file as PDF.`;
