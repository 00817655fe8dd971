/** A Huffman table as its segment gives it: how many codes there are of each length, and their symbols in order. */
export class HuffmanTable {
  readonly #counts: Buffer;
  readonly #symbols: Buffer;
  #codes: Uint16Array | undefined;

  constructor(counts: Buffer, symbols: Buffer) {
    this.#counts = counts;
    this.#symbols = symbols;
  }

  /** For each 16 bits, the code that begins them: its length in the high byte, its symbol in the low one; 0 for no code. */
  get codes(): Uint16Array {
    // Not when the segment is read: a hostile file has thousands of tables that no scan uses.
    this.#codes ??= this.#build();
    return this.#codes;
  }

  #build(): Uint16Array {
    const codes = new Uint16Array(65_536);
    let from = 0;
    let nth = 0;
    for (const [index, count] of this.#counts.entries()) {
      const length = index + 1;
      for (let code = 0; code < count; code++, nth++) {
        const to = from + 2 ** (16 - length);
        codes.fill((length << 8) | (this.#symbols[nth] ?? 0), from, to);
        from = to;
      }
    }
    return codes;
  }
}
