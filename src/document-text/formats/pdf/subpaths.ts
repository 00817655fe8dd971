import type { Engine } from "./engine.ts";
import { Floats } from "./floats.ts";
import type { Rectangle } from "./rectangle.ts";

// Of a page. Beyond them, it is a drawing.
const mostSegments = 40_000;
// In points. The dashes of one line are nearer to each other.
const widestGap = 5;
const step = 0.6;

const moveTo = 2;
// Two lines have as many segments.
const fewestSegments = 4;
const ofRectangle = 5;

// A matrix of six floats, a point of two, and the modes of drawing.
const memoryFloats = 8;

/** Reads the parts of paths, through memory that it keeps until `free`: programs draw all lines of a page as one path. */
export class Subpaths {
  readonly #engine: Engine;
  readonly #memory: Floats;
  #left = mostSegments;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#memory = new Floats(engine, memoryFloats, "The parts of a path");
  }

  /** The areas of a path's parts, as those of objects are given. None if it is one line, or no more segments are read. */
  of(path: number): Rectangle[] {
    const calls = this.#engine.pdfium.wasmExports;
    const count = calls.FPDFPath_CountSegments(path);
    if (count < fewestSegments || count === ofRectangle) return [];
    if (count > this.#left || !this.#hasParts(path, count)) return [];
    this.#left -= count;
    const { at } = this.#memory;
    if (calls.FPDFPageObj_GetMatrix(path, at) === 0) return [];
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = this.#memory.read();
    const edge = this.#edgeOf(path, Math.sqrt(Math.abs(a * d - b * c)));
    const found: Rectangle[] = [];
    let open: Rectangle | undefined;
    for (let index = 0; index < count; index++) {
      const segment = calls.FPDFPath_GetPathSegment(path, index);
      if (calls.FPDFPathSegment_GetPoint(segment, at + 24, at + 28) === 0) continue;
      const memory = this.#memory.read();
      const [u, v] = [memory[6] ?? 0, memory[7] ?? 0];
      const [x, y] = [a * u + c * v + e, b * u + d * v + f];
      if (open && calls.FPDFPathSegment_GetType(segment) !== moveTo) {
        open.left = Math.min(open.left, x - edge);
        open.right = Math.max(open.right, x + edge);
        open.bottom = Math.min(open.bottom, y - edge);
        open.top = Math.max(open.top, y + edge);
      } else {
        open = { left: x - edge, right: x + edge, bottom: y - edge, top: y + edge };
        found.push(open);
      }
    }
    return withWholeDashes(found);
  }

  free(): void {
    this.#memory.free();
  }

  #hasParts(path: number, count: number): boolean {
    const calls = this.#engine.pdfium.wasmExports;
    // The last part has at least two segments.
    for (let index = 2; index < count - 1; index++)
      if (calls.FPDFPathSegment_GetType(calls.FPDFPath_GetPathSegment(path, index)) === moveTo) return true;
    return false;
  }

  /** How far a path's stroke reaches beyond it. */
  #edgeOf(path: number, scale: number): number {
    const at = this.#memory.at + 24;
    if (!this.#engine.FPDFPath_GetDrawMode(path, at, at + 4)) return 0;
    const [, stroke = 0] = new Uint32Array(this.#engine.pdfium.HEAPU8.buffer, at, 2);
    if (stroke === 0 || !this.#engine.FPDFPageObj_GetStrokeWidth(path, at)) return 0;
    return ((this.#memory.read()[6] ?? 0) / 2) * scale;
  }
}

/** Joins each part with those before it that it continues. */
function withWholeDashes(parts: readonly Rectangle[]): Rectangle[] {
  const found: Rectangle[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (last && (continues(last, part) || continues(onSide(last), onSide(part)))) {
      last.left = Math.min(last.left, part.left);
      last.right = Math.max(last.right, part.right);
      last.bottom = Math.min(last.bottom, part.bottom);
      last.top = Math.max(last.top, part.top);
    } else found.push(part);
  }
  return found;
}

function continues(last: Rectangle, next: Rectangle): boolean {
  const isLevel = Math.abs(last.bottom - next.bottom) < step && Math.abs(last.top - next.top) < step;
  return isLevel && next.left < last.right + widestGap && last.left < next.right + widestGap;
}

function onSide({ left, right, bottom, top }: Rectangle): Rectangle {
  return { left: bottom, right: top, bottom: left, top: right };
}
