import { inflateSync } from "node:zlib";
import { damage } from "../../check/inspection.ts";
import { damaged } from "../../sides.ts";

const none = 1;
const lzw = 5;
const deflate = 8;
const oldDeflate = 32_946;
const packBits = 32_773;

/** Unpacks a strip or tile to exactly `length` bytes. Throws Unreadable. */
export function unpack(data: Buffer, compression: number, length: number): Uint8Array {
  const unpacked = unpackers.get(compression)?.(data, length);
  if (!unpacked || unpacked.length < length) throw damaged(damage.pixels);
  return unpacked.subarray(0, length);
}

const unpackers = new Map<number, (data: Buffer, length: number) => Uint8Array>([
  [none, (data) => new Uint8Array(data)],
  [lzw, unpackLzw],
  [deflate, inflate],
  [oldDeflate, inflate],
  [packBits, unpackBits],
]);

function inflate(data: Buffer, length: number): Uint8Array {
  try {
    // One row more: some programs fill the last strip.
    return inflateSync(data, { maxOutputLength: 2 * length + 65_536 });
  } catch {
    throw damaged(damage.pixels);
  }
}

function unpackBits(data: Buffer, length: number): Uint8Array {
  const unpacked = new Uint8Array(length);
  let to = 0;
  for (let at = 0; at < data.length && to < length; ) {
    const count = data.readInt8(at++);
    if (count >= 0) {
      const run = data.subarray(at, at + Math.min(count + 1, length - to));
      unpacked.set(run, to);
      to += run.length;
      at += count + 1;
    } else if (count > -128) {
      const end = Math.min(length, to + 1 - count);
      unpacked.fill(data[at++] ?? 0, to, end);
      to = end;
    }
  }
  return unpacked.subarray(0, to);
}

const clear = 256;
const end = 257;
const mostCodes = 4096;

/** LZW as TIFF 6 describes it: the highest bit first, codes one bit longer one code early. */
function unpackLzw(data: Buffer, length: number): Uint8Array {
  const unpacked = new Uint8Array(length);
  // Where each code's string is in the unpacked bytes, and its length.
  const starts = new Uint32Array(mostCodes);
  const lengths = new Uint16Array(mostCodes);
  let to = 0;
  let next = end + 1;
  let bits = 9;
  let previous = -1;
  let previousAt = 0;
  let buffered = 0;
  let available = 0;
  for (const byte of data) {
    buffered = ((buffered << 8) | byte) & 0xfffff;
    available += 8;
    if (available < bits) continue;
    available -= bits;
    const code = (buffered >> available) & (2 ** bits - 1);
    if (code === end || to >= length) break;
    if (code === clear) {
      next = end + 1;
      bits = 9;
      previous = -1;
      continue;
    }
    if (code >= clear && (previous < 0 || code > next)) throw damaged(damage.pixels);
    const at = to;
    if (previous >= 0 && next < mostCodes) {
      // The string of the code before, and the first byte of this one: they follow each other in the unpacked bytes.
      starts[next] = previousAt;
      lengths[next] = (previous < clear ? 1 : (lengths[previous] ?? 0)) + 1;
      next++;
    } else if (code >= next) throw damaged(damage.pixels);
    const count = code < clear ? 1 : (lengths[code] ?? 0);
    const from = starts[code] ?? 0;
    for (let nth = 0; nth < count && to < length; nth++) {
      unpacked[to++] = code < clear ? code : (unpacked[from + nth] ?? 0);
    }
    previous = code;
    previousAt = at;
    if (next >= 2 ** bits - 1 && bits < 12) bits++;
  }
  return unpacked.subarray(0, to);
}
