/** Returns a Buffer view of the bytes, or of the first `length` bytes, without copying. */
export function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array, length = byteLength): Buffer {
  return Buffer.from(buffer, byteOffset, Math.min(byteLength, length));
}
