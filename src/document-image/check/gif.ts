import { hasPixels } from "./gif-pixels.ts";
import { damage, type Inspection, maxPieces } from "./inspection.ts";

const extension = 0x21;
const imageDescriptor = 0x2c;
const trailer = 0x3b;

/** Walks the blocks of a GIF to its trailer. Bytes after it are ignored, as decoders do. */
export function inspectGif(bytes: Buffer): Inspection {
  if (bytes.length < 13 || !/^GIF8[79]a$/.test(bytes.toString("latin1", 0, 6)))
    return { damage: damage.header };
  const sides = { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  const globalTable = tableBytes(bytes[10]);
  let images = 0;
  let at = 13 + globalTable;
  for (let count = 0; at < bytes.length; count += 1) {
    if (count === maxPieces) return { sides, damage: damage.broken };
    const block = bytes[at];
    if (block === trailer) return images > 0 ? { sides } : { sides, damage: damage.broken };
    if (block === extension) {
      at = endOfSubBlocks(bytes, at + 2);
    } else if (block === imageDescriptor) {
      if (at + 11 > bytes.length) break;
      const right = bytes.readUInt16LE(at + 1) + bytes.readUInt16LE(at + 5);
      const bottom = bytes.readUInt16LE(at + 3) + bytes.readUInt16LE(at + 7);
      const pixels = bytes.readUInt16LE(at + 5) * bytes.readUInt16LE(at + 7);
      if (pixels === 0 || right > sides.width || bottom > sides.height)
        return { sides, damage: damage.broken };
      const localTable = tableBytes(bytes[at + 9]);
      if (globalTable + localTable === 0) return { sides, damage: damage.broken };
      const dataAt = at + 10 + localTable;
      const codeBits = bytes[dataAt];
      if (codeBits === undefined) break;
      if (codeBits < 2 || codeBits > 8) return { sides, damage: damage.broken };
      const end = endOfSubBlocks(bytes, dataAt + 1);
      if (end > bytes.length) break;
      if (!hasPixels(bytes, dataAt + 1, codeBits, pixels)) return { sides, damage: damage.pixels };
      images += 1;
      at = end;
    } else return { sides, damage: damage.broken };
  }
  return { sides, damage: damage.cut };
}

function tableBytes(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** The position after a series of sub-blocks, which is past the file if the file is cut. */
function endOfSubBlocks(bytes: Buffer, from: number): number {
  let at = from;
  for (let length = bytes[at]; length !== 0; length = bytes[at]) {
    if (length === undefined) return bytes.length + 1;
    at += length + 1;
  }
  return at + 1;
}
