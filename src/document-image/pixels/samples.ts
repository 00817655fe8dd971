/** Reads `count` samples of 1, 2, 4, 8 or 16 bits (the high byte first) as values from 0 to 255. */
export function readSamples(row: Uint8Array, bits: number, into: Uint8Array, count: number): void {
  if (bits === 8) into.set(row.subarray(0, count));
  else if (bits === 16) for (let at = 0; at < count; at++) into[at] = row[2 * at] ?? 0;
  else {
    const perByte = 8 / bits;
    const most = 2 ** bits - 1;
    for (let at = 0; at < count; at++) {
      const byte = row[Math.floor(at / perByte)] ?? 0;
      const sample = (byte >> (8 - bits * ((at % perByte) + 1))) & most;
      into[at] = Math.round((sample * 255) / most);
    }
  }
}
