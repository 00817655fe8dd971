/** The same bytes as a Buffer, without a copy of them; with `length`, only the first of them. */
export function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array, length = byteLength): Buffer {
  return Buffer.from(buffer, byteOffset, Math.min(byteLength, length));
}
