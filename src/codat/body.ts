/** The decompressed body in chunks. Throws the error from `tooLarge` once the body exceeds `limitBytes`. */
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
    // A consumer that stops early frees the connection. The promise may never settle, so it is not awaited.
    if (!done) reader.cancel().catch(() => {});
  }
}

/** All chunks as one array. A correct `expectedBytes` saves a copy. */
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
