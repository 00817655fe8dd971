import { Readable } from "node:stream";
import { createInflate } from "node:zlib";
import { damage } from "../check/inspection.ts";
import { adam7, type PngHeader } from "../check/png.ts";
import { damaged } from "../sides.ts";
import type { Converter } from "./png-converter.ts";

/** The rows of a PNG. Throws Unreadable if they do not fill the image exactly. */
export async function* pngRows(
  header: PngHeader,
  pixels: readonly Buffer[],
  { channels, convert }: Converter,
): AsyncGenerator<Uint8Array> {
  const { width, height } = header;
  const converted = new Uint8Array(width * channels);
  for await (const row of unfiltered(pixels, header, [{ width, height }])) {
    convert(row, width, converted);
    yield converted;
  }
}

/** The rows of an interlaced PNG, which come once the last pass has been read. */
export async function* interlacedRows(
  header: PngHeader,
  pixels: readonly Buffer[],
  { channels, convert }: Converter,
): AsyncGenerator<Uint8Array> {
  const { width, height } = header;
  const whole = new Uint8Array(width * height * channels);
  const passes = adam7
    .map(([x, y, dx, dy]) => ({
      ...{ x, y, dx, dy },
      width: Math.ceil((width - x) / dx),
      height: Math.ceil((height - y) / dy),
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0);
  const places = passes.flatMap((pass) =>
    Array.from({ length: pass.height }, (_, row) => ({ pass, y: pass.y + row * pass.dy })),
  );
  const converted = new Uint8Array(width * channels);
  let nth = 0;
  for await (const row of unfiltered(pixels, header, passes)) {
    const place = places[nth++];
    if (!place) break;
    const { pass, y } = place;
    convert(row, pass.width, converted);
    for (let column = 0; column < pass.width; column++) {
      const to = (y * width + pass.x + column * pass.dx) * channels;
      for (let channel = 0; channel < channels; channel++) {
        whole[to + channel] = converted[column * channels + channel] ?? 0;
      }
    }
  }
  for (let y = 0; y < height; y++) yield whole.subarray(y * width * channels, (y + 1) * width * channels);
}

/** The rows of each pass, without their filters. Each is valid until the next one. */
async function* unfiltered(
  pixels: readonly Buffer[],
  { bitsPerPixel }: PngHeader,
  passes: readonly { width: number; height: number }[],
): AsyncGenerator<Uint8Array> {
  const pixelBytes = Math.max(1, bitsPerPixel >> 3);
  const source = new ByteSource(pixels);
  for (const { width, height } of passes) {
    const rowBytes = Math.ceil((width * bitsPerPixel) / 8);
    let previous = new Uint8Array(rowBytes);
    let current = new Uint8Array(rowBytes);
    const filter = new Uint8Array(1);
    for (let y = 0; y < height; y++) {
      // Without a promise for a row that is here already: a photo has thousands, a hostile file millions.
      if (!source.read(filter)) await source.fill(filter);
      if (!source.read(current)) await source.fill(current);
      unfilter(filter[0] ?? 0, current, previous, pixelBytes);
      yield current;
      [previous, current] = [current, previous];
    }
  }
  await source.end();
}

/** Inflates pieces of a zlib stream, as much at a time as is read. */
class ByteSource {
  readonly #chunks: AsyncIterator<Buffer>;
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;

  constructor(pieces: readonly Buffer[]) {
    const inflate = createInflate({ chunkSize: 256 * 1024 });
    const source = Readable.from(pieces);
    source.on("error", (error) => inflate.destroy(error));
    this.#chunks = source.pipe(inflate)[Symbol.asyncIterator]();
  }

  /** Fills `into` if enough bytes are here. */
  read(into: Uint8Array): boolean {
    if (this.#chunk.length - this.#at < into.length) return false;
    into.set(this.#chunk.subarray(this.#at, this.#at + into.length));
    this.#at += into.length;
    return true;
  }

  async fill(into: Uint8Array): Promise<void> {
    for (let filled = 0; ; ) {
      const part = this.#chunk.subarray(this.#at, this.#at + into.length - filled);
      into.set(part, filled);
      filled += part.length;
      this.#at += part.length;
      if (filled === into.length) return;
      if (!(await this.#next())) throw damaged(damage.pixels);
    }
  }

  /** Throws unless the stream ends here, with its checksum. */
  async end(): Promise<void> {
    if (this.#at < this.#chunk.length || (await this.#next())) throw damaged(damage.pixels);
  }

  async #next(): Promise<boolean> {
    try {
      const { done, value } = await this.#chunks.next();
      this.#chunk = done ? new Uint8Array(0) : value;
      this.#at = 0;
      return !done;
    } catch {
      // zlib's own errors: a damaged stream, a wrong checksum, an early end.
      throw damaged(damage.pixels);
    }
  }
}

/** PNG specification, section 9. */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, pixelBytes: number): void {
  if (filter > 4) throw damaged(damage.pixels);
  if (filter === 0) return;
  if (filter === 2) {
    for (let at = 0; at < row.length; at++) row[at] = (row[at] ?? 0) + (above[at] ?? 0);
    return;
  }
  for (let at = 0; at < row.length; at++) {
    const left = at < pixelBytes ? 0 : (row[at - pixelBytes] ?? 0);
    const up = above[at] ?? 0;
    const upLeft = at < pixelBytes ? 0 : (above[at - pixelBytes] ?? 0);
    const added = filter === 1 ? left : filter === 3 ? (left + up) >> 1 : paeth(left, up, upLeft);
    row[at] = (row[at] ?? 0) + added;
  }
}

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toUpLeft = Math.abs(estimate - upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}
