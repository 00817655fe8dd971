const sectorBytes = 512;
const endOfChain = 0xffff_fffe;
const none = 0xffff_ffff;

/** A compound file whose root holds one stream, in sector 1. */
export function compoundFile(stream: string): Buffer {
  const header = Buffer.alloc(sectorBytes, 0xff);
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(header);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(0, 48);
  header.writeUInt32LE(4096, 56);
  header.writeUInt32LE(2, 76);
  const directory = Buffer.concat([entry("Root Entry", 5, 1), entry(stream, 2, none), Buffer.alloc(256)]);
  const table = Buffer.alloc(sectorBytes, 0xff);
  for (const sector of [0, 1, 2]) table.writeUInt32LE(endOfChain, sector * 4);
  return Buffer.concat([header, directory, Buffer.alloc(sectorBytes), table]);
}

function entry(name: string, type: number, child: number): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write(name, "utf16le");
  bytes.writeUInt16LE(name.length * 2 + 2, 64);
  bytes[66] = type;
  bytes.writeUInt32LE(none, 68);
  bytes.writeUInt32LE(none, 72);
  bytes.writeUInt32LE(child, 76);
  bytes.writeUInt32LE(1, 116);
  return bytes;
}
