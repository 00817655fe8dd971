import { Unreadable } from "../../types.ts";

/** A stream of a compound file: a file within the file. */
export interface StreamEntry {
  kind: "stream";
  name: string;
  size: number;
  firstSector: number;
}

/** A storage of a compound file: a folder within the file. */
export interface Storage {
  kind: "storage";
  name: string;
  /** In the directory's order. */
  children: (StreamEntry | Storage)[];
}

const entryBytes = 128;
const none = 0xffff_ffff;
const maxEntries = 100_000;
// An embedded message is two levels below the message that holds it.
const maxDepth = 200;

const storageType = 1;
const streamType = 2;

const tooMany = `This file's directory has more than ${maxEntries.toLocaleString("en")} entries. No normal file has that many.`;
const tooDeep = `This file nests folders more than ${maxDepth} levels deep. No normal file does.`;

/** Reads the tree of a directory stream. Every entry is visited once at most, so that a tree which contains itself ends. */
export function readDirectory(directory: Buffer): { root: Storage; isLooped: boolean } {
  const count = Math.floor(directory.length / entryBytes);
  if (count > maxEntries) throw new Unreadable(tooMany);
  const seen: Seen = { entries: new Uint8Array(count), isLooped: false };
  const root: Storage = { kind: "storage", name: "", children: [] };
  const open = [{ storage: root, first: count > 0 ? directory.readUInt32LE(76) : none, depth: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { storage, first, depth } = next;
    if (depth > maxDepth) throw new Unreadable(tooDeep);
    for (const at of siblings(directory, first, seen)) {
      const entry = entryAt(directory, at);
      if (!entry) continue;
      storage.children.push(entry);
      if (entry.kind === "storage") {
        open.push({ storage: entry, first: directory.readUInt32LE(at + 76), depth: depth + 1 });
      }
    }
  }
  return { root, isLooped: seen.isLooped };
}

interface Seen {
  entries: Uint8Array;
  isLooped: boolean;
}

/** The offsets of a tree of siblings, in order: left, own, right. */
function* siblings(directory: Buffer, first: number, seen: Seen): Generator<number> {
  const waiting: number[] = [];
  let at = first;
  for (;;) {
    while (at < seen.entries.length) {
      if (seen.entries[at]) {
        seen.isLooped = true;
        break;
      }
      seen.entries[at] = 1;
      waiting.push(at);
      at = directory.readUInt32LE(at * entryBytes + 68);
    }
    const own = waiting.pop();
    if (own === undefined) return;
    yield own * entryBytes;
    at = directory.readUInt32LE(own * entryBytes + 72);
  }
}

function entryAt(directory: Buffer, at: number): StreamEntry | Storage | undefined {
  const type = directory[at + 66];
  const length = Math.min(64, directory.readUInt16LE(at + 64));
  const name = directory.toString("utf16le", at, at + Math.max(0, length - 2));
  if (type === storageType) return { kind: "storage", name, children: [] };
  if (type !== streamType) return undefined;
  // Files with sectors of 512 bytes may leave data in the upper half of the size.
  return {
    kind: "stream",
    name,
    size: directory.readUInt32LE(at + 120),
    firstSector: directory.readUInt32LE(at + 116),
  };
}
