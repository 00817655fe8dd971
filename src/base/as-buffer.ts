/** The same bytes as a Buffer, without copying; with `length`, only the first bytes. */
export function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array, length = byteLength): Buffer {
  return Buffer.from(buffer, byteOffset, Math.min(byteLength, length));
}
