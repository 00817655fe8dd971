import { isUtf8 } from "node:buffer";
import { posix } from "node:path";
import { crc32 } from "node:zlib";
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from "yauzl";
import { bounds } from "../bounds.ts";
import { hasPassword, Unreadable } from "../types.ts";
import { containerSentence, isCompoundFile } from "./compound-file.ts";
import { zipWithin } from "./zip-extent.ts";
import { inflateSmall } from "./zip-small-entry.ts";

/** What the zips of one job, each inside another, have inflated together. */
export interface Inflated {
  bytes: number;
}

/** A file in an archive. */
export interface ArchivedFile {
  /** As the archive gives it. */
  name: string;
  /** As the archive gives it. */
  size: number;
  isEncrypted: boolean;
  chunks(): AsyncGenerator<Uint8Array>;
}

/** A zip's entries, by lowercase name. The bound on inflated bytes covers all entries together. */
export class Zip {
  readonly #bytes: Buffer;
  readonly #file: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #all: readonly Entry[];
  readonly #inflated: Inflated;

  private constructor({ bytes, file, entries, all }: Directory, inflated: Inflated) {
    this.#bytes = bytes;
    this.#file = file;
    this.#entries = entries;
    this.#all = all;
    this.#inflated = inflated;
  }

  /** Reads and checks only the directory; inflates nothing. Only an archive may have encrypted entries. */
  static async open(
    bytes: Uint8Array,
    inflated: Inflated = { bytes: 0 },
    { isArchive = false } = {},
  ): Promise<Zip> {
    // A password-protected Office file is a compound file, even if it is named .docx.
    if (isCompoundFile(bytes)) throw new Unreadable(containerSentence(bytes));
    try {
      const within = zipWithin(bytes);
      const file = await fromBufferPromise(within, {
        // Names are only keys, never paths, so an unsafe name does no harm.
        decodeStrings: false,
      });
      if (file.entryCount > bounds.entries) throw new Unreadable(tooManyEntries);
      return new Zip({ bytes: within, file, ...(await entriesOf(file, isArchive)) }, inflated);
    } catch (error) {
      throw unreadable(error);
    }
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Lowercase names, in the directory's order. */
  get names(): string[] {
    return [...this.#entries.keys()];
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /** The files in an archive, without its folders, in the directory's order. */
  files(): ArchivedFile[] {
    return this.#all
      .map((entry) => ({
        name: archivedName(entry),
        size: entry.uncompressedSize,
        isEncrypted: entry.isEncrypted(),
        chunks: () => this.#chunks(entry),
      }))
      .filter(({ name }) => !name.endsWith("/"));
  }

  /** An entry's content. Throws Unreadable at the bound, and if the content does not match the directory. */
  chunks(name: string): AsyncGenerator<Uint8Array> | [Uint8Array] {
    const entry = this.#entries.get(name.toLowerCase());
    if (!entry) throw new Unreadable("This file is broken: a required part is missing.");
    const whole = inflateSmall(this.#bytes, entry);
    if (!whole) return this.#chunks(entry);
    this.#count(whole);
    return [whole];
  }

  #count({ length }: Uint8Array): void {
    this.#inflated.bytes += length;
    if (this.#inflated.bytes > bounds.inflatedBytes) throw new Unreadable(inflatesTooFar);
  }

  async *#chunks(entry: Entry): AsyncGenerator<Uint8Array> {
    let checksum = 0;
    try {
      const stream = await this.#file.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        this.#count(chunk);
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
    } catch (error) {
      throw unreadable(error);
    }
    if (checksum !== entry.crc32) throw new Unreadable(wrongChecksum);
  }
}

const mebibytes = bounds.inflatedBytes / 1024 / 1024;
const inflatesTooFar = `This file unpacks to more than ${mebibytes} MiB, like a zip bomb, so unpacking was stopped. Save the part you need as a smaller file.`;
const tooManyEntries = `This file is a zip with more than ${bounds.entries.toLocaleString("en")} entries. No normal document has that many.`;
const wrongChecksum =
  "This file is broken: one part does not match its checksum. Ask the borrower for the file again.";
const wrongSize =
  "This file is broken or malicious: one part does not have the size given in the zip directory.";
const overlaps = "This file is malicious: its zip entries overlap, as in a zip bomb.";
const otherMethod =
  "This file uses an unsupported compression method. Save it again with the program that created it.";
const truncated =
  "This file is truncated or broken: its zip directory is missing or wrong. Ask the borrower for the file again.";
const broken = "This file is broken: one part cannot be unpacked. Ask the borrower for the file again.";

interface Directory extends Entries {
  bytes: Buffer;
  file: ZipFile;
}

interface Entries {
  entries: ReadonlyMap<string, Entry>;
  all: readonly Entry[];
}

async function entriesOf(file: ZipFile, isArchive: boolean): Promise<Entries> {
  const entries = new Map<string, Entry>();
  const all: Entry[] = [];
  const duplicates = new Set<string>();
  const spans: [from: number, to: number][] = [];
  for await (const entry of file.eachEntry()) {
    all.push(entry);
    if (!isArchive && entry.isEncrypted()) throw new Unreadable(hasPassword);
    const name = nameOf(entry);
    if (entries.has(name)) duplicates.add(name);
    entries.set(name, entry);
    const from = entry.relativeOffsetOfLocalHeader;
    spans.push([from, from + localHeaderBytes + entry.fileNameLength + entry.compressedSize]);
  }
  spans.sort(([a], [b]) => a - b);
  if (spans.some(([from], at) => from < (spans[at - 1]?.[1] ?? 0))) throw new Unreadable(overlaps);
  // Programs disagree on which of two parts with the same name counts, so neither is evidence.
  for (const name of duplicates) entries.delete(name);
  return { entries, all };
}

const localHeaderBytes = 30;

// UTF-8 if the entry says so, otherwise the code page of DOS, unless the bytes are UTF-8 all the same.
function archivedName({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const isUtf8Name = isUtf8(fileNameRaw);
  return isUtf8Name
    ? fileNameRaw.toString("utf8")
    : getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
}

function nameOf(entry: Entry): string {
  const name = entry.fileNameRaw.toString("utf8").replaceAll("\\", "/");
  return posix.normalize(name).replace(/^\/+/, "").toLowerCase();
}

function unreadable(error: unknown): unknown {
  if (error instanceof Unreadable || !(error instanceof Error)) return error;
  const { message } = error;
  if (/bytes in the stream|size mismatch/.test(message)) return new Unreadable(wrongSize);
  if (/encrypt/.test(message)) return new Unreadable(hasPassword);
  if (/compression method/.test(message)) return new Unreadable(otherMethod);
  if ("code" in error && /^Z_/.test(String(error.code))) return new Unreadable(broken);
  if (truncationMessage.test(message)) return new Unreadable(truncated);
  return error;
}

const truncationMessage =
  /^(End of central|Invalid comment|invalid |unexpected EOF|file data overflows|extra field|zip64|multi-disk|unexpected end)/i;
