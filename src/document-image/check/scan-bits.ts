/** The bits of a JPEG scan, without the zero after each 0xff. After its end, and at a marker, zeros follow. */
export class ScanBits {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at: number;
  #buffered = 0;
  #count = 0;
  #padding = 0;

  constructor(bytes: Buffer, from: number, end: number) {
    this.#bytes = bytes;
    this.#at = from;
    this.#end = end;
  }

  /** The next 16 bits. They stay until `skip`. */
  peek(): number {
    while (this.#count <= 16) {
      const byte = this.#next();
      this.#buffered = (this.#buffered << 8) | byte;
      this.#count += 8;
    }
    return (this.#buffered >>> (this.#count - 16)) & 0xffff;
  }

  /** At most 16 bits. */
  skip(bits: number): void {
    if (bits > this.#count) this.peek();
    this.#count -= bits;
  }

  /** At most 15 bits. */
  take(bits: number): number {
    const value = this.peek() >>> (16 - bits);
    this.#count -= bits;
    return value;
  }

  /** Whether bits were read that are not there. */
  get isOver(): boolean {
    return this.#count < this.#padding;
  }

  /** How many whole bytes before the next marker, or the end, were not read. */
  get leftBytes(): number {
    return this.#markerAt - this.#at + Math.floor((this.#count - this.#padding) / 8);
  }

  /** Goes on after the restart marker with this number, from 0 to 7, which must be next. */
  restart(number: number): boolean {
    let at = this.#markerAt + 1;
    while (at < this.#end && this.#bytes[at] === 0xff) at++;
    if (at >= this.#end || this.#bytes[at] !== 0xd0 + number) return false;
    this.#at = at + 1;
    this.#count = 0;
    this.#padding = 0;
    return true;
  }

  #next(): number {
    if (this.#at >= this.#end || this.#isMarker(this.#at)) {
      this.#padding += 8;
      return 0;
    }
    const byte = this.#bytes[this.#at++] ?? 0;
    if (byte === 0xff) this.#at++;
    return byte;
  }

  get #markerAt(): number {
    let at = this.#at;
    while (at < this.#end && !this.#isMarker(at)) at++;
    return at;
  }

  #isMarker(at: number): boolean {
    return this.#bytes[at] === 0xff && this.#bytes[at + 1] !== 0;
  }
}
