import { crc32 } from "node:zlib";

/** An entry's name and content. */
export type ZipEntry = readonly [name: string, content: Uint8Array | string];

// 15 June 2026, 09:00, as MS-DOS counts: years from 1980, seconds in twos.
const dosTime = 9 << 11;
const dosDate = ((2026 - 1980) << 9) | (6 << 5) | 15;

const version = 20;
const utf8Names = 0x0800;

/** What the zip adds to the content of one entry of this name. */
export function zipOverhead(name: string): number {
  return 30 + 46 + 2 * Buffer.byteLength(name);
}

/** What the zip adds once, at its end. */
export const zipEndLength = 22;

/** A zip of stored entries: deflated, its bytes would depend on the machine's zlib. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const nameBytes = Buffer.from(name);
    const bytes = Buffer.from(content);
    const common = commonHeader(bytes, nameBytes.length);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), common, nameBytes, bytes]);
    files.push(local);
    directory.push(centralHeader(common, offset), nameBytes);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(zipEndLength);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, central, end]);
}

/** The 26 bytes that a local header and the central directory both hold. */
function commonHeader(bytes: Buffer, nameLength: number): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(version, 0);
  header.writeUInt16LE(utf8Names, 2);
  header.writeUInt16LE(dosTime, 6);
  header.writeUInt16LE(dosDate, 8);
  header.writeUInt32LE(crc32(bytes), 10);
  header.writeUInt32LE(bytes.length, 14);
  header.writeUInt32LE(bytes.length, 18);
  header.writeUInt16LE(nameLength, 22);
  return header;
}

function centralHeader(common: Buffer, offset: number): Buffer {
  const header = Buffer.alloc(46);
  header.write("PK\u0001\u0002", "latin1");
  header.writeUInt16LE(version, 4);
  common.copy(header, 6);
  header.writeUInt32LE(offset, 42);
  return header;
}
