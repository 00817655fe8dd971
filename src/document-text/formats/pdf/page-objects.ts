import { type Engine, malloc } from "./engine.ts";
import type { Rectangle } from "./rectangle.ts";

const types = { text: 1, path: 2 };
// Beyond them, a page is a drawing.
const mostObjects = 20_000;

/** The handles of a page's texts or paths, in the order of drawing. */
export function pageObjects(engine: Engine, page: number, type: keyof typeof types): number[] {
  const calls = engine.pdfium.wasmExports;
  const count = Math.min(calls.FPDFPage_CountObjects(page), mostObjects);
  const found: number[] = [];
  for (let number = 0; number < count; number++) {
    const object = calls.FPDFPage_GetObject(page, number);
    if (calls.FPDFPageObj_GetType(object) === types[type]) found.push(object);
  }
  return found;
}

/** A text or a path, and the rectangle around it. */
export interface PlacedObject extends Rectangle {
  object: number;
}

/** The texts or paths of a page that have a place. */
export function placedObjects(engine: Engine, page: number, type: keyof typeof types): PlacedObject[] {
  const { pdfium } = engine;
  const calls = pdfium.wasmExports;
  const at = malloc(engine, 16, "The place of an object");
  const found: PlacedObject[] = [];
  for (const object of pageObjects(engine, page, type)) {
    if (calls.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12) === 0) continue;
    // Made anew each time: the memory's buffer is replaced when it grows.
    const [left = 0, bottom = 0, right = 0, top = 0] = new Float32Array(pdfium.HEAPU8.buffer, at, 4);
    found.push({ left, bottom, right, top, object });
  }
  calls.free(at);
  return found;
}
