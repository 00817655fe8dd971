import { magic } from "../compound-file.ts";

/** A folder to pack into a compound file. */
export interface PackedStorage {
  name: string;
  children: readonly (PackedStorage | PackedStream)[];
}

export interface PackedStream {
  name: string;
  content: Uint8Array;
}

const free = 0xffff_ffff;
const endOfChain = 0xffff_fffe;
const tableSector = 0xffff_fffd;
const miniCutoff = 4096;
const miniSectorBytes = 64;
const entryBytes = 128;
const maxTableSectors = 109;
const kinds = { storage: 1, stream: 2, root: 5 };

interface Entry {
  name: string;
  kind: number;
  left: number;
  right: number;
  child: number;
  start: number;
  size: number;
}

/** Writes a compound file ([MS-CFB]), such as a .msg from a message inside another. */
export function packCompoundFile(root: PackedStorage): Buffer {
  const bytes = weigh(root);
  // Larger sectors need no further list of table sectors, up to 450 MB.
  const sectorBytes = bytes < 4 * 1024 * 1024 ? 512 : 4096;
  const packer = new Packer(sectorBytes);
  packer.add(root);
  return packer.pack();
}

function weigh(entry: PackedStorage | PackedStream): number {
  if ("content" in entry) return entryBytes + entry.content.length;
  return entry.children.reduce((sum, child) => sum + weigh(child), entryBytes);
}

class Packer {
  readonly #sectorBytes: number;
  readonly #entries: Entry[] = [];
  readonly #parts: Uint8Array[] = [];
  readonly #next: number[] = [];
  readonly #mini: Uint8Array[] = [];
  readonly #miniNext: number[] = [];

  constructor(sectorBytes: number) {
    this.#sectorBytes = sectorBytes;
  }

  add(entry: PackedStorage | PackedStream): number {
    const at = this.#entries.length;
    const common = { name: entry.name, left: free, right: free, child: free };
    if ("content" in entry) {
      const size = entry.content.length;
      this.#entries.push({ ...common, kind: kinds.stream, size, start: this.#place(entry.content) });
      return at;
    }
    const own: Entry = { ...common, kind: at === 0 ? kinds.root : kinds.storage, size: 0, start: 0 };
    this.#entries.push(own);
    const children = [...entry.children].sort(byName).map((child) => this.add(child));
    own.child = this.#tree(children);
    return at;
  }

  pack(): Buffer {
    const [root] = this.#entries;
    const mini = Buffer.concat(this.#mini);
    if (root && mini.length > 0) Object.assign(root, { start: this.#chain(mini), size: mini.length });
    const miniTable =
      this.#miniNext.length === 0 ? endOfChain : this.#chain(numbers(this.#miniNext, this.#sectorBytes));
    const miniTableSectors = Math.ceil((4 * this.#miniNext.length) / this.#sectorBytes);
    const directory = this.#chain(this.#directory());
    const perSector = this.#sectorBytes / 4;
    const tableSectors = Math.ceil(this.#next.length / (perSector - 1));
    const firstTable = this.#next.length;
    for (let at = 0; at < tableSectors; at++) this.#next.push(tableSector);
    const header = this.#header({ directory, miniTable, miniTableSectors, firstTable, tableSectors });
    return Buffer.concat([header, ...this.#parts, numbers(this.#next, this.#sectorBytes)]);
  }

  /** Small streams share sectors. */
  #place(content: Uint8Array): number {
    if (content.length === 0) return endOfChain;
    if (content.length >= miniCutoff) return this.#chain(content);
    this.#mini.push(padded(content, miniSectorBytes));
    return link(this.#miniNext, Math.ceil(content.length / miniSectorBytes));
  }

  #chain(content: Uint8Array): number {
    this.#parts.push(padded(content, this.#sectorBytes));
    return link(this.#next, Math.ceil(content.length / this.#sectorBytes));
  }

  /** Sorted siblings as a balanced tree; returns its root. */
  #tree(sorted: readonly number[]): number {
    if (sorted.length === 0) return free;
    const middle = sorted.length >> 1;
    const at = sorted[middle] ?? free;
    const entry = this.#entries[at];
    if (entry) {
      entry.left = this.#tree(sorted.slice(0, middle));
      entry.right = this.#tree(sorted.slice(middle + 1));
    }
    return at;
  }

  #directory(): Buffer {
    const count =
      Math.ceil((this.#entries.length * entryBytes) / this.#sectorBytes) * (this.#sectorBytes / entryBytes);
    const bytes = Buffer.alloc(count * entryBytes);
    for (let at = 0; at < count; at++) {
      const offset = at * entryBytes;
      const {
        name = "",
        kind = 0,
        left = free,
        right = free,
        child = free,
        start = 0,
        size = 0,
      } = this.#entries[at] ?? {};
      const written = at === 0 ? "Root Entry" : name.slice(0, 31);
      if (kind !== 0) bytes.writeUInt16LE(bytes.write(written, offset, "utf16le") + 2, offset + 64);
      bytes[offset + 66] = kind;
      bytes[offset + 67] = 1;
      bytes.writeUInt32LE(left, offset + 68);
      bytes.writeUInt32LE(right, offset + 72);
      bytes.writeUInt32LE(child, offset + 76);
      bytes.writeUInt32LE(start, offset + 116);
      bytes.writeUInt32LE(size, offset + 120);
    }
    return bytes;
  }

  #header(places: {
    directory: number;
    miniTable: number;
    miniTableSectors: number;
    firstTable: number;
    tableSectors: number;
  }): Buffer {
    const header = Buffer.alloc(this.#sectorBytes);
    const isLarge = this.#sectorBytes !== 512;
    Buffer.from(magic).copy(header);
    header.writeUInt16LE(0x3e, 24);
    header.writeUInt16LE(isLarge ? 4 : 3, 26);
    header.writeUInt16LE(0xfffe, 28);
    header.writeUInt16LE(isLarge ? 12 : 9, 30);
    header.writeUInt16LE(6, 32);
    if (isLarge) header.writeUInt32LE(Math.ceil((this.#entries.length * entryBytes) / this.#sectorBytes), 40);
    header.writeUInt32LE(places.tableSectors, 44);
    header.writeUInt32LE(places.directory, 48);
    header.writeUInt32LE(miniCutoff, 56);
    header.writeUInt32LE(places.miniTable, 60);
    header.writeUInt32LE(places.miniTableSectors, 64);
    header.writeUInt32LE(endOfChain, 68);
    for (let at = 0; at < maxTableSectors; at++) {
      header.writeUInt32LE(at < places.tableSectors ? places.firstTable + at : free, 76 + 4 * at);
    }
    return header;
  }
}

function link(next: number[], count: number): number {
  const first = next.length;
  for (let at = 1; at < count; at++) next.push(first + at);
  next.push(endOfChain);
  return first;
}

function padded(content: Uint8Array, to: number): Uint8Array {
  const rest = content.length % to;
  return rest === 0 ? content : Buffer.concat([content, Buffer.alloc(to - rest)]);
}

function numbers(values: readonly number[], sectorBytes: number): Buffer {
  const bytes = Buffer.alloc(Math.ceil((4 * values.length) / sectorBytes) * sectorBytes, 0xff);
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value, 4 * at);
  return bytes;
}

// Shorter names come first; then capital letters decide.
function byName({ name: one }: { name: string }, { name: other }: { name: string }): number {
  if (one.length !== other.length) return one.length - other.length;
  return one.toUpperCase() < other.toUpperCase() ? -1 : 1;
}
