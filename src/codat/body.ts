/** The bytes of a body, a chunk at a time, after decompression. Throws what `tooLarge` makes once they exceed `limitBytes`. */
export async function* boundedChunks(
  response: Response,
  limitBytes: number,
  tooLarge: () => Error,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = response.body?.getReader();
  if (!reader) return;
  let received = 0;
  let done = false;
  try {
    for (;;) {
      const next = await reader.read();
      done = next.done;
      if (next.done) return;
      received += next.value.byteLength;
      if (received > limitBytes) throw tooLarge();
      yield next.value;
    }
  } finally {
    // Whoever stops early gives the connection back; the promise is of no interest and may never settle.
    if (!done) reader.cancel().catch(() => {});
  }
}

/** All bytes of the chunks as one array; `expectedBytes`, if right, saves a copy. */
export async function collect(chunks: AsyncIterable<Uint8Array>, expectedBytes = 0): Promise<Uint8Array> {
  let bytes = new Uint8Array(expectedBytes);
  let length = 0;
  for await (const chunk of chunks) {
    if (length + chunk.byteLength > bytes.byteLength) {
      const larger = new Uint8Array(Math.max(bytes.byteLength * 2, length + chunk.byteLength));
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }
    bytes.set(chunk, length);
    length += chunk.byteLength;
  }
  return bytes.subarray(0, length);
}
