import { crc32, inflateRawSync } from "node:zlib";
import type { Entry } from "yauzl";

const maxBytes = 1024 * 1024;
const signature = 0x04034b50;
const headerBytes = 30;

/**
 * The content of an entry that is small, in one piece: a stream costs several times as much. Undefined if it is large, or not as
 * the directory says: a stream passes on what can be read, and reports the rest.
 */
export function inflateSmall(zip: Buffer, entry: Entry): Uint8Array | undefined {
  const { compressedSize, uncompressedSize, compressionMethod, relativeOffsetOfLocalHeader: at } = entry;
  if (uncompressedSize > maxBytes || compressedSize > maxBytes) return undefined;
  if (at + headerBytes > zip.length || zip.readUInt32LE(at) !== signature) return undefined;
  const from = at + headerBytes + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  if (from + compressedSize > zip.length) return undefined;
  const stored = zip.subarray(from, from + compressedSize);
  const content = compressionMethod === 0 ? stored : inflate(stored, compressionMethod, uncompressedSize);
  const isWhole = content?.length === uncompressedSize && crc32(content) === entry.crc32;
  return isWhole ? content : undefined;
}

function inflate(deflated: Buffer, method: number, size: number): Buffer | undefined {
  if (method !== 8) return undefined;
  try {
    // Room for one more chunk would be allocated if the content filled the first.
    return inflateRawSync(deflated, { chunkSize: size + 64, maxOutputLength: Math.max(size, 1) });
  } catch {
    return undefined;
  }
}
