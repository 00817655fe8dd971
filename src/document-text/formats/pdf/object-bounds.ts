import type { Engine } from "./engine.ts";
import { Floats } from "./floats.ts";
import type { Form, PageObject } from "./page-objects.ts";
import type { Rectangle } from "./rectangle.ts";

/** From a form's own coordinates to those of its page: x = a·x + c·y + e, y = b·x + d·y + f. */
type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

// Four floats, and a matrix of six.
const memoryFloats = 10;
const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** Reads where objects are on their page, through memory that it keeps until `free`. */
export class ObjectBounds {
  readonly #engine: Engine;
  readonly #memory: Floats;
  readonly #matrices = new Map<Form, Matrix>();

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#memory = new Floats(engine, memoryFloats, "The place of an object");
  }

  of(object: PageObject): Rectangle | undefined {
    const { at } = this.#memory;
    const calls = this.#engine.pdfium.wasmExports;
    if (calls.FPDFPageObj_GetBounds(object.object, at, at + 4, at + 8, at + 12) === 0) return undefined;
    const bounds = this.#memory.read();
    const area = { left: bounds[0] ?? 0, bottom: bounds[1] ?? 0, right: bounds[2] ?? 0, top: bounds[3] ?? 0 };
    return this.onPage(area, object);
  }

  /** An area that PDFium gives in the coordinates of an object. */
  onPage(area: Rectangle, { form }: PageObject): Rectangle {
    return form ? transformed(area, this.#matrixOf(form)) : area;
  }

  free(): void {
    this.#memory.free();
  }

  /** PDFium counts a form's own matrix in its objects' places, and not where the form is drawn. */
  #matrixOf(form: Form): Matrix {
    const known = this.#matrices.get(form);
    if (known) return known;
    const isKnown =
      this.#engine.pdfium.wasmExports.FPDFPageObj_GetMatrix(form.object, this.#memory.at + 16) !== 0;
    const [, , , , a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = this.#memory.read();
    const own: Matrix = isKnown ? [a, b, c, d, e, f] : identity;
    const matrix = form.within ? product(own, this.#matrixOf(form.within)) : own;
    this.#matrices.set(form, matrix);
    return matrix;
  }
}

function product([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix {
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

function transformed({ left, right, bottom, top }: Rectangle, [a, b, c, d, e, f]: Matrix): Rectangle {
  const across = [a * left + c * bottom, a * left + c * top, a * right + c * bottom, a * right + c * top];
  const up = [b * left + d * bottom, b * left + d * top, b * right + d * bottom, b * right + d * top];
  return {
    left: Math.min(...across) + e,
    right: Math.max(...across) + e,
    bottom: Math.min(...up) + f,
    top: Math.max(...up) + f,
  };
}
