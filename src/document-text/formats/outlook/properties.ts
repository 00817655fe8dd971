import { labelOfCodePage } from "../../input/code-pages.ts";
import type { Storage } from "../../input/compound-file/directory.ts";
import { type CompoundFile, streamIn } from "../../input/compound-file/open.ts";
import { decode } from "../../input/decode.ts";

// Property ids and types of [MS-OXPROPS] and [MS-OXCDATA].
const types = { integer: 0x0003, boolean: 0x000b, text8: 0x001e, text: 0x001f, time: 0x0040, binary: 0x0102 };
const messageCodePage = 0x3ffd;
const internetCodePage = 0x3fde;
const propertyBytes = 16;
// Milliseconds from 1601 to 1970.
const epoch = 11_644_473_600_000;

/** The properties of a message, a recipient or an attachment in an Outlook file ([MS-OXMSG] 2.4). */
export class Properties {
  readonly #file: CompoundFile;
  readonly #storage: Storage;
  readonly #fixed = new Map<number, Buffer>();
  readonly #codePage: number;

  /** `headerBytes` come before the fixed properties: 32 in the file's own message, 24 in an embedded one, 8 elsewhere. */
  constructor(file: CompoundFile, storage: Storage, headerBytes: number, codePage?: number) {
    this.#file = file;
    this.#storage = storage;
    const entry = streamIn(storage, "__properties_version1.0");
    const stream = entry ? file.read(entry) : Buffer.alloc(0);
    for (let at = headerBytes; at + propertyBytes <= stream.length; at += propertyBytes) {
      this.#fixed.set(stream.readUInt32LE(at), stream.subarray(at + 8, at + propertyBytes));
    }
    this.#codePage = codePage ?? this.integer(messageCodePage) ?? this.integer(internetCodePage) ?? 1252;
  }

  get codePage(): number {
    return this.#codePage;
  }

  integer(id: number): number | undefined {
    return this.#fixed.get(id * 0x10000 + types.integer)?.readInt32LE(0);
  }

  isTrue(id: number): boolean {
    return this.#fixed.get(id * 0x10000 + types.boolean)?.[0] === 1;
  }

  /** A time as ISO, in UTC; undefined if it is none. */
  time(id: number): string | undefined {
    const value = this.#fixed.get(id * 0x10000 + types.time)?.readBigUInt64LE(0);
    const date = value === undefined || value === 0n ? undefined : new Date(Number(value / 10_000n) - epoch);
    return date && Number.isFinite(date.getTime()) ? date.toISOString().replace(".000", "") : undefined;
  }

  text(id: number): string | undefined {
    const unicode = this.#stream(id, types.text);
    if (unicode) return withoutEnd(unicode.toString("utf16le"));
    const bytes = this.#stream(id, types.text8);
    return bytes && withoutEnd(decode(bytes, labelOfCodePage(this.#codePage)).text);
  }

  binary(id: number): Buffer | undefined {
    return this.#stream(id, types.binary);
  }

  #stream(id: number, type: number): Buffer | undefined {
    const tag = (id * 0x10000 + type).toString(16).padStart(8, "0");
    const entry = streamIn(this.#storage, `__substg1.0_${tag}`);
    return entry && this.#file.read(entry);
  }
}

function withoutEnd(text: string): string {
  const end = text.indexOf("\0");
  return (end < 0 ? text : text.slice(0, end)).trim();
}
