import { crc32 } from "node:zlib";

/** Writes a zip whose entries are stored as they are, in memory. */
export function storeZip(entries: Iterable<readonly [name: string, content: Uint8Array]>): Buffer {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(path.length, 22);
    const listed = Buffer.alloc(46);
    listed.write("PK\u0001\u0002", "latin1");
    listed.writeUInt16LE(20, 4);
    common.copy(listed, 6);
    listed.writeUInt32LE(offset, 42);
    directory.push(listed, path);
    parts.push(Buffer.from("PK\u0003\u0004", "latin1"), common, path, content);
    offset += 30 + path.length + content.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(directory.length / 2, 8);
  end.writeUInt16LE(directory.length / 2, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}
