import { type Engine, malloc } from "./engine.ts";

/** Memory into which PDFium writes floats, kept until `free`. */
export class Floats {
  /** Its address. */
  readonly at: number;
  readonly #engine: Engine;
  readonly #count: number;
  #floats: Float32Array;

  constructor(engine: Engine, count: number, what: string) {
    this.#engine = engine;
    this.#count = count;
    this.at = malloc(engine, count * 4, what);
    this.#floats = new Float32Array(engine.pdfium.HEAPU8.buffer, this.at, count);
  }

  /** The memory's buffer is replaced when it grows. */
  read(): Float32Array {
    const { buffer } = this.#engine.pdfium.HEAPU8;
    if (this.#floats.buffer !== buffer) this.#floats = new Float32Array(buffer, this.at, this.#count);
    return this.#floats;
  }

  free(): void {
    this.#engine.pdfium.wasmExports.free(this.at);
  }
}
