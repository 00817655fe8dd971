import { type Engine, malloc } from "./engine.ts";
import type { Glyph } from "./glyphs.ts";
import { isCentered, type Rectangle } from "./rectangle.ts";
import { turn } from "./turn.ts";

// Two doubles, four floats, and a matrix of six.
const memoryBytes = 56;
// In radians.
const leastAngle = 0.001;

/** Reads where characters stand, through memory that it keeps until `free`. */
export class Place {
  readonly #engine: Engine;
  readonly #textPage: number;
  readonly #at: number;
  readonly #struck: readonly Rectangle[];
  readonly #visible: Rectangle | undefined;
  #floats: Float32Array;
  #doubles: Float64Array;

  constructor(
    engine: Engine,
    textPage: number,
    struck: readonly Rectangle[],
    visible: Rectangle | undefined,
  ) {
    this.#engine = engine;
    this.#textPage = textPage;
    this.#struck = struck;
    this.#visible = visible;
    this.#at = malloc(engine, memoryBytes, "The place of a character");
    this.#floats = this.#viewFloats();
    this.#doubles = this.#viewDoubles();
  }

  /** The character's box and baseline; its text is set by the caller. */
  of(index: number): Glyph | undefined {
    const { pdfium } = this.#engine;
    const calls = pdfium.wasmExports;
    if (calls.FPDFText_GetLooseCharBox(this.#textPage, index, this.#at + 16) === 0) return undefined;
    if (calls.FPDFText_GetCharOrigin(this.#textPage, index, this.#at, this.#at + 8) === 0) return undefined;
    const radians = calls.FPDFText_GetCharAngle(this.#textPage, index);
    // The memory's buffer is replaced when it grows.
    if (this.#floats.buffer !== pdfium.HEAPU8.buffer) {
      this.#floats = this.#viewFloats();
      this.#doubles = this.#viewDoubles();
    }
    const left = this.#floats[0] ?? 0;
    const top = this.#floats[1] ?? 0;
    const right = this.#floats[2] ?? 0;
    const bottom = this.#floats[3] ?? 0;
    const x = this.#doubles[0] ?? 0;
    const y = this.#doubles[1] ?? 0;
    const isOrdinary = radians < leastAngle && x < (left + right) / 2;
    const angle = isOrdinary ? 0 : this.#direction(index, radians);
    const box: Glyph = {
      text: "",
      left,
      right,
      bottom,
      top,
      baseline: y,
      turn: 0,
      skew: 0,
      spaced: false,
      index,
      isStruck: false,
      isOutside: false,
      doubt: undefined,
      surrogate: undefined,
    };
    if (this.#struck.length > 0) box.isStruck = this.#struck.some((area) => isCentered(box, area));
    if (this.#visible) box.isOutside = !isCentered(box, this.#visible);
    if (angle > leastAngle) turn(box, angle, x, y);
    else if (radians > leastAngle) standUp(box, radians, x);
    return box;
  }

  /**
   * The clockwise angle of the line that a character stands on. PDFium's angle also counts how far a letter leans, but not
   * that a font of negative size is drawn the other way.
   */
  #direction(index: number, radians: number): number {
    const { pdfium } = this.#engine;
    const calls = pdfium.wasmExports;
    const isBackward = calls.FPDFText_GetFontSize(this.#textPage, index) < 0;
    const quarters = radians / (Math.PI / 2);
    if (!isBackward && Math.abs(quarters - Math.round(quarters)) < leastAngle) return radians;
    if (calls.FPDFText_GetMatrix(this.#textPage, index, this.#at + 32) === 0) return radians;
    const [a = 1, b = 0] = new Float32Array(pdfium.HEAPU8.buffer, this.#at + 32, 2);
    const angle = isBackward ? -Math.atan2(-b, -a) : -Math.atan2(b, a);
    return angle < 0 ? angle + 2 * Math.PI : angle;
  }

  /** Whether a character draws anything. */
  hasInk(index: number): boolean {
    const [width, height] = this.#inkOf(index) ?? [1, 1];
    return width > 0.001 && height > 0.001;
  }

  /** Whether a character draws a dash. PDFium gives one that draws nothing the height of a thousandth of its font. */
  isDash({ index, turn: degrees, skew, top, bottom }: Glyph): boolean {
    if (degrees % 90 !== 0 || Math.abs(skew) > 0.1) return false;
    const [width, height] = this.#inkOf(index) ?? [0, 0];
    const [thick, long] = [Math.min(width, height), Math.max(width, height)];
    const size = top - bottom;
    return thick > 0.02 * size && thick < 0.2 * size && long > 2 * thick;
  }

  /** How wide and high a character's ink is. */
  #inkOf(index: number): [width: number, height: number] | undefined {
    const [left, right, bottom, top] = [this.#at, this.#at + 8, this.#at + 16, this.#at + 24];
    if (!this.#engine.FPDFText_GetCharBox(this.#textPage, index, left, right, bottom, top)) return undefined;
    const [x1 = 0, x2 = 0, y1 = 0, y2 = 0] = new Float64Array(this.#engine.pdfium.HEAPU8.buffer, this.#at, 4);
    return [x2 - x1, y2 - y1];
  }

  free(): void {
    this.#engine.pdfium.wasmExports.free(this.#at);
  }

  #viewFloats(): Float32Array {
    return new Float32Array(this.#engine.pdfium.HEAPU8.buffer, this.#at + 16, 4);
  }

  #viewDoubles(): Float64Array {
    return new Float64Array(this.#engine.pdfium.HEAPU8.buffer, this.#at, 2);
  }
}

/** The box of an upright letter that leans to one side reaches over the letters beside it. */
function standUp(box: Glyph, radians: number, x: number): void {
  const leans = Math.abs(Math.tan(radians)) * (box.top - box.bottom);
  box.right = Math.max(x, x + box.right - box.left - leans);
  box.left = x;
}
