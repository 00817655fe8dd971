import { crc32 } from "node:zlib";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { bounds } from "../bounds.ts";
import { hasPassword, Unreadable } from "../types.ts";
import { asBuffer } from "./as-buffer.ts";
import { containerSentence, isCompoundFile } from "./compound-file.ts";

/** The entries of a zip, by name in lower case; what is inflated of them is counted, over all of them. */
export class Zip {
  readonly #file: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  #inflated = 0;

  private constructor(file: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#file = file;
    this.#entries = entries;
  }

  /** Reads the directory alone, and checks it: nothing is inflated yet. */
  static async open(bytes: Uint8Array): Promise<Zip> {
    // An Office file with a password is no zip, whatever its name says.
    if (isCompoundFile(bytes)) throw new Unreadable(containerSentence(bytes));
    try {
      const file = await fromBufferPromise(asBuffer(bytes), {
        // Names are keys here, never paths: what they look like does not matter.
        decodeStrings: false,
      });
      if (file.entryCount > bounds.entries) throw new Unreadable(tooManyEntries);
      return new Zip(file, await directory(file));
    } catch (error) {
      throw unreadable(error);
    }
  }

  get size(): number {
    return this.#entries.size;
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /** An entry's content as it inflates. Throws Unreadable at the bound, and where it is not what the directory says. */
  async *chunks(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(name.toLowerCase());
    if (!entry) throw new Unreadable("This file is broken: a part that it needs is missing.");
    let checksum = 0;
    try {
      const stream = await this.#file.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        this.#inflated += chunk.length;
        if (this.#inflated > bounds.inflatedBytes) throw new Unreadable(inflatesTooFar);
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
const inflatesTooFar = `This file unpacks to more than ${mebibytes} MiB, as a zip bomb does; the unpacking was stopped. Save what is needed of it as a smaller file.`;
const tooManyEntries = `This file is a zip of more than ${bounds.entries.toLocaleString("en")} entries; no document needs so many.`;
const wrongChecksum =
  "This file is broken: a part of it does not match its checksum. Ask the borrower for it again.";
const wrongSize =
  "This file is broken or made to deceive: a part of it does not have the size that its zip directory says.";
const overlaps = "This file is made to harm: parts of it overlap within the zip, as in a zip bomb.";
const otherMethod =
  "This file is packed by a method that is not read here. Save it again with its own program.";
const cut =
  "This file is cut short or broken: its zip directory is missing or wrong. Ask the borrower for it again.";
const broken = "This file is broken: a part of it cannot be unpacked. Ask the borrower for it again.";

async function directory(file: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  const twice = new Set<string>();
  const spans: [from: number, to: number][] = [];
  for await (const entry of file.eachEntry()) {
    if (entry.isEncrypted()) throw new Unreadable(hasPassword);
    const name = nameOf(entry);
    if (entries.has(name)) twice.add(name);
    entries.set(name, entry);
    const from = entry.relativeOffsetOfLocalHeader;
    spans.push([from, from + localHeaderBytes + entry.fileNameLength + entry.compressedSize]);
  }
  spans.sort(([a], [b]) => a - b);
  if (spans.some(([from], at) => from < (spans[at - 1]?.[1] ?? 0))) throw new Unreadable(overlaps);
  // Which of two parts counts, every program decides for itself: neither is evidence.
  for (const name of twice) entries.delete(name);
  return entries;
}

const localHeaderBytes = 30;

function nameOf(entry: Entry): string {
  return entry.fileNameRaw.toString("utf8").replaceAll("\\", "/").replace(/^\//, "").toLowerCase();
}

function unreadable(error: unknown): unknown {
  if (error instanceof Unreadable || !(error instanceof Error)) return error;
  const { message } = error;
  if (/bytes in the stream|size mismatch/.test(message)) return new Unreadable(wrongSize);
  if (/encrypt/.test(message)) return new Unreadable(hasPassword);
  if (/compression method/.test(message)) return new Unreadable(otherMethod);
  if ("code" in error && /^Z_/.test(String(error.code))) return new Unreadable(broken);
  if (yauzlSays.test(message)) return new Unreadable(cut);
  return error;
}

const yauzlSays =
  /^(End of central|Invalid comment|invalid |unexpected EOF|file data overflows|extra field|zip64|multi-disk|unexpected end)/i;
