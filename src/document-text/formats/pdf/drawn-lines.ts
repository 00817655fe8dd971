import { type Engine, malloc } from "./engine.ts";
import type { Rectangle } from "./rectangle.ts";
import { Subpaths } from "./subpaths.ts";

const pathObject = 2;
const mostObjects = 20_000;
// In points.
const thickest = 5;
const shortest = 2;

/** A thin line, or a rectangle that looks like one. */
export interface DrawnLine extends Rectangle {
  object: number;
}

/** The thin lines of a page, upright or level. */
export function drawnLines(engine: Engine, page: number): DrawnLine[] {
  const { pdfium } = engine;
  const calls = pdfium.wasmExports;
  const count = Math.min(calls.FPDFPage_CountObjects(page), mostObjects);
  const at = malloc(engine, 16, "The place of a line");
  const subpaths = new Subpaths(engine);
  const found: DrawnLine[] = [];
  let bounds = new Float32Array(pdfium.HEAPU8.buffer, at, 4);
  for (let number = 0; number < count; number++) {
    const object = calls.FPDFPage_GetObject(page, number);
    if (calls.FPDFPageObj_GetType(object) !== pathObject) continue;
    if (calls.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12) === 0) continue;
    // The memory's buffer is replaced when it grows.
    if (bounds.buffer !== pdfium.HEAPU8.buffer) bounds = new Float32Array(pdfium.HEAPU8.buffer, at, 4);
    const left = bounds[0] ?? 0;
    const bottom = bounds[1] ?? 0;
    const right = bounds[2] ?? 0;
    const top = bounds[3] ?? 0;
    const parts = subpaths.of(object);
    for (const area of parts.length > 0 ? parts : [{ left, bottom, right, top }])
      if (isThin(area)) found.push({ ...area, object });
  }
  subpaths.free();
  pdfium.wasmExports.free(at);
  return found;
}

function isThin({ left, right, bottom, top }: Rectangle): boolean {
  const [width, height] = [right - left, top - bottom];
  return Math.min(width, height) <= thickest && Math.max(width, height) >= shortest;
}

/** Whether a line is drawn in a color other than white. */
export function isVisible(engine: Engine, { object }: DrawnLine): boolean {
  const at = malloc(engine, 24, "The color of a line");
  const isRead = engine.FPDFPath_GetDrawMode(object, at, at + 4);
  const [fill = 0, stroke = 0] = new Uint32Array(engine.pdfium.HEAPU8.buffer, at, 2);
  const colors = [
    fill !== 0 && engine.FPDFPageObj_GetFillColor(object, at, at + 4, at + 8, at + 12) && colorAt(engine, at),
    stroke !== 0 &&
      engine.FPDFPageObj_GetStrokeColor(object, at, at + 4, at + 8, at + 12) &&
      colorAt(engine, at),
  ];
  engine.pdfium.wasmExports.free(at);
  return isRead && colors.some((color) => color !== false && isInk(color));
}

function colorAt(engine: Engine, at: number): Uint32Array {
  return new Uint32Array(engine.pdfium.HEAPU8.buffer, at, 4).slice();
}

const almostWhite = 240;

function isInk([red = 0, green = 0, blue = 0, alpha = 0]: Uint32Array): boolean {
  return alpha > 0 && Math.min(red, green, blue) < almostWhite;
}
