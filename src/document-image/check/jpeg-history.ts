/** Which coefficients of the blocks of one component earlier scans have set: those that a refining scan has a bit for. */
export class JpegHistory {
  // A bit for each coefficient, two words per block.
  readonly #words: Uint32Array;

  constructor(blocks: number) {
    this.#words = new Uint32Array(2 * blocks);
  }

  has(block: number, coefficient: number): boolean {
    const word = this.#words[2 * block + (coefficient >> 5)] ?? 0;
    return ((word >>> (coefficient & 31)) & 1) === 1;
  }

  add(block: number, coefficient: number): void {
    const at = 2 * block + (coefficient >> 5);
    this.#words[at] = (this.#words[at] ?? 0) | (1 << (coefficient & 31));
  }

  /** How many coefficients from `first` to `last` are set. */
  count(block: number, first: number, last: number): number {
    if ((this.#words[2 * block] ?? 0) === 0 && (this.#words[2 * block + 1] ?? 0) === 0) return 0;
    let found = 0;
    for (let at = first; at <= last; at++) if (this.has(block, at)) found++;
    return found;
  }
}
