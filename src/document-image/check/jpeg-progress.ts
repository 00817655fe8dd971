import type { Frame } from "./jpeg-tables.ts";

const coefficients = 64;
const notSent = 255;

/** Which coefficients of each component the scans of an image have sent, and to which bit. */
export class JpegProgress {
  readonly #frame: Frame;
  readonly #lowestBits = new Map<number, Uint8Array>();

  constructor(frame: Frame) {
    this.#frame = frame;
    for (const { id } of frame.components) {
      this.#lowestBits.set(id, new Uint8Array(coefficients).fill(notSent));
    }
  }

  /** Records a scan by its header, which has been checked. */
  add(header: Buffer, isProgressive: boolean): void {
    const [first = 0, last = 0, approximation = 0] = header.subarray(-3);
    const [from, to, bit] = isProgressive ? [first, last, approximation & 15] : [0, coefficients - 1, 0];
    for (let at = 1; at + 1 < header.length - 3; at += 2) {
      this.#lowestBits.get(header[at] ?? 0)?.fill(bit, from, to + 1);
    }
  }

  /** Whether a component has no scan: decoders draw it in one value. */
  get lacksComponent(): boolean {
    return this.#frame.components.some(({ id }) => this.#lowestBits.get(id)?.[0] === notSent);
  }

  /** Whether fine detail is missing. */
  get isCoarse(): boolean {
    return [...this.#lowestBits.values()].some((bits) => bits.some((bit) => bit > 0));
  }
}
