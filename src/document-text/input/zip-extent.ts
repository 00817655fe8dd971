import { asBuffer } from "./as-buffer.ts";

const endSignature = Buffer.from("PK\x05\x06", "latin1");
const directorySignature = 0x02014b50;
const endBytes = 22;
const zip64 = 0xffffffff;
const maxCandidates = 1000;

/**
 * The zip within a file: without the bytes after its end, and without those before its start, as in a self-extracting archive.
 * Other programs read such files. Returns the whole file if its directory is not found.
 */
export function zipWithin(bytes: Uint8Array): Buffer {
  const whole = asBuffer(bytes);
  let end = whole.length;
  for (let tries = 0; tries < maxCandidates && end > 0; tries++) {
    const at = whole.lastIndexOf(endSignature, end - 1);
    if (at < 0) break;
    const found = extentOf(whole, at);
    if (found) return found;
    end = at;
  }
  return whole;
}

/** Checks the end record at this place: the directory must be where it says, or directly before it. */
function extentOf(whole: Buffer, at: number): Buffer | undefined {
  if (at + endBytes > whole.length) return undefined;
  const entries = whole.readUInt16LE(at + 10);
  const size = whole.readUInt32LE(at + 12);
  const offset = whole.readUInt32LE(at + 16);
  const to = at + endBytes + whole.readUInt16LE(at + 20);
  if (to > whole.length) return undefined;
  if (offset === zip64 || size === zip64) return withoutComment(whole.subarray(0, to), at);
  const isDirectory = (from: number) =>
    from >= 0 && (entries === 0 || (from + 4 <= at && whole.readUInt32LE(from) === directorySignature));
  if (isDirectory(at - size) && at - size > offset) {
    const before = at - size - offset;
    return withoutComment(whole.subarray(before, to), at - before);
  }
  return isDirectory(offset) ? withoutComment(whole.subarray(0, to), at) : undefined;
}

// yauzl takes the last signature for the end record, also one inside the comment.
function withoutComment(zip: Buffer, at: number): Buffer {
  if (zip.lastIndexOf(endSignature) === at) return zip;
  const copy = Buffer.from(zip.subarray(0, at + endBytes));
  copy.writeUInt16LE(0, at + endBytes - 2);
  return copy;
}
