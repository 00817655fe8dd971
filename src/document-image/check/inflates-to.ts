import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createInflate } from "node:zlib";

/** Whether a zlib stream is whole and inflates to exactly `length` bytes. Stops at the first byte too many. */
export async function inflatesTo(pieces: Iterable<Uint8Array>, length: number): Promise<boolean> {
  let seen = 0;
  const count = new Writable({
    write(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      done(seen > length ? new Error("Too long.") : null);
    },
  });
  try {
    await pipeline(Readable.from(pieces), createInflate({ chunkSize: 256 * 1024 }), count);
  } catch {
    // Also zlib's own errors: a damaged stream, a wrong checksum, an early end.
    return false;
  }
  return seen === length;
}
