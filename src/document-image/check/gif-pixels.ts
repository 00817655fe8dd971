const maxCodes = 4_096;
// The length of each code's string. Shared, because a hostile file has thousands of frames of one pixel: a frame reads
// only what it has written, and the walk does not wait.
const lengths = new Uint16Array(maxCodes);

/**
 * Whether the LZW data in these sub-blocks makes at least `pixels` pixels. Follows the lengths of the strings and not
 * their contents, so its time depends on the data and not on the sides.
 */
export function hasPixels(bytes: Buffer, from: number, rootBits: number, pixels: number): boolean {
  const clear = 2 ** rootBits;
  lengths.fill(1, 0, clear);
  let next = clear + 2;
  let codeBits = rootBits + 1;
  let previous = -1;
  let seen = 0;
  let buffered = 0;
  let bits = 0;
  for (let at = from, size = bytes[at] ?? 0; size > 0; at += size + 1, size = bytes[at] ?? 0) {
    for (let index = at + 1; index <= at + size; index += 1) {
      buffered |= (bytes[index] ?? 0) << bits;
      bits += 8;
      while (bits >= codeBits) {
        const code = buffered & (2 ** codeBits - 1);
        buffered >>>= codeBits;
        bits -= codeBits;
        if (code === clear) {
          next = clear + 2;
          codeBits = rootBits + 1;
          previous = -1;
          continue;
        }
        const grown = previous < 0 ? 0 : (lengths[previous] ?? 0) + 1;
        const isKnown = previous < 0 ? code < clear : code < next && code !== clear + 1;
        // A code may be the one that it is about to define.
        if (!isKnown && !(grown > 0 && code === next && next < maxCodes)) return false;
        if (grown > 0 && next < maxCodes) {
          lengths[next] = grown;
          next += 1;
          if (next === 2 ** codeBits && codeBits < 12) codeBits += 1;
        }
        seen += lengths[code] ?? 0;
        if (seen >= pixels) return true;
        previous = code;
      }
    }
  }
  return false;
}
