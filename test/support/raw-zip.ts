import { constants, crc32, deflateRawSync } from "node:zlib";

/** An entry of a zip. Any of its fields may be false. */
export interface RawEntry {
  name: string;
  /** The stored bytes: deflated unless `method` is set. */
  data: Uint8Array;
  /** The values in the directory; by default the true ones of a stored entry. */
  size?: number;
  crc?: number;
  method?: number;
  flags?: number;
  /** The offset of the local header in the directory. */
  offset?: number;
}

/** A zip written byte by byte, so that its directory can be false. */
export function rawZip(entries: readonly RawEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const common = commonHeader(entry, name.length);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), common, name, entry.data]);
    const central = Buffer.alloc(46);
    central.write("PK\u0001\u0002", "latin1");
    central.writeUInt16LE(20, 4);
    common.copy(central, 6);
    central.writeUInt32LE(entry.offset ?? offset, 42);
    files.push(local);
    directory.push(central, name);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, listed, end]);
}

function commonHeader({ data, size, crc, method = 0, flags = 0x0800 }: RawEntry, nameLength: number): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(flags, 2);
  header.writeUInt16LE(method, 4);
  header.writeUInt32LE(crc ?? crc32(data), 10);
  header.writeUInt32LE(data.length, 14);
  header.writeUInt32LE(size ?? data.length, 18);
  header.writeUInt16LE(nameLength, 22);
  return header;
}

/** A deflated entry with true values. */
export function deflated(name: string, content: string): RawEntry {
  const bytes = Buffer.from(content);
  return { name, data: deflateRawSync(bytes), size: bytes.length, crc: crc32(bytes), method: 8 };
}

/** A deflate stream that repeats the same content `times` times: one block, written repeatedly, so that the content never is in memory. */
export function deflateRepeated(head: string, content: string, times: number): Buffer {
  const block = (text: string) => deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH });
  const lastBlock = Buffer.from([0x03, 0x00]);
  return Buffer.concat([block(head), ...Array<Buffer>(times).fill(block(content)), lastBlock]);
}
