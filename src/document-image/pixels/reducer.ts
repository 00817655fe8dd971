/** Reduces an image, row by row, to a smaller one: each new pixel is the average of the area that it covers. */
export class Reducer {
  readonly #columns: Shares;
  readonly #rows: Shares;
  readonly #channels: number;
  readonly #line: Float32Array;
  readonly #sums: Float32Array;
  readonly #reduced: Uint8Array<ArrayBuffer>;
  #taken = 0;

  /** `channels`: values per pixel. The new sides must not be larger than the old ones. */
  constructor(
    from: { width: number; height: number },
    to: { width: number; height: number },
    channels: number,
  ) {
    this.#columns = sharesOf(from.width, to.width);
    this.#rows = sharesOf(from.height, to.height);
    this.#channels = channels;
    this.#line = new Float32Array(to.width * channels);
    // One pixel and one row more: the share that the last ones pass on is 0.
    this.#sums = new Float32Array(2 * to.width * channels);
    this.#reduced = new Uint8Array(to.width * to.height * channels);
  }

  /** Takes the next row. `from` is the position of its first value. */
  take(row: Uint8Array, from: number): void {
    this.#reduceLine(row, from);
    const { into, share } = this.#rows;
    const at = into[this.#taken] ?? 0;
    const weight = share[this.#taken] ?? 0;
    const rest = this.#rows.whole - weight;
    const { length } = this.#line;
    const sums = this.#sums;
    for (let index = 0; index < length; index++) {
      const value = this.#line[index] ?? 0;
      sums[index] = (sums[index] ?? 0) + value * weight;
      sums[length + index] = (sums[length + index] ?? 0) + value * rest;
    }
    this.#taken++;
    if (into[this.#taken] === at) return;
    for (let index = 0; index < length; index++) {
      this.#reduced[at * length + index] = Math.round(sums[index] ?? 0);
    }
    sums.copyWithin(0, length);
    sums.fill(0, length);
  }

  /** The reduced image, once all rows have been taken. */
  get reduced(): Uint8Array<ArrayBuffer> {
    return this.#reduced;
  }

  #reduceLine(row: Uint8Array, from: number): void {
    const { into, share, whole } = this.#columns;
    const channels = this.#channels;
    const line = this.#line;
    line.fill(0);
    const count = into.length - 1;
    for (let x = 0, at = from; x < count; x++) {
      const to = (into[x] ?? 0) * channels;
      const weight = share[x] ?? 0;
      const rest = whole - weight;
      for (let channel = 0; channel < channels; channel++, at++) {
        const value = row[at] ?? 0;
        line[to + channel] = (line[to + channel] ?? 0) + value * weight;
        // A typed array ignores the share past its end, which is 0.
        if (rest > 0) line[to + channels + channel] = (line[to + channels + channel] ?? 0) + value * rest;
      }
    }
  }
}

/** Into which new pixel each old one goes, and its share there; the rest of `whole` goes into the next pixel. */
interface Shares {
  into: Uint32Array;
  share: Float32Array;
  whole: number;
}

function sharesOf(from: number, to: number): Shares {
  const whole = to / from;
  // One more, so that the last new pixel ends too.
  const into = new Uint32Array(from + 1).fill(to);
  const share = new Float32Array(from);
  for (let at = 0; at < from; at++) {
    const start = Math.floor((at * to) / from);
    const end = ((at + 1) * to) / from;
    into[at] = start;
    share[at] = Math.min(whole, start + 1 - (at * to) / from);
    if (end - (start + 1) < 1e-9) share[at] = whole;
  }
  return { into, share, whole };
}
