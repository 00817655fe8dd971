import { type Engine, malloc } from "./engine.ts";
import { ObjectBounds } from "./object-bounds.ts";
import { pageObjects, pathObject } from "./page-objects.ts";
import type { Rectangle } from "./rectangle.ts";
import { Subpaths } from "./subpaths.ts";

// In points.
const thickest = 5;
const shortest = 2;

/** A thin line, or a rectangle that looks like one. */
export interface DrawnLine extends Rectangle {
  /** Undefined for an annotation's. */
  object: number | undefined;
}

/** What a page draws besides text and pictures. */
export interface Drawing {
  /** Upright or level. */
  lines: DrawnLine[];
  others: Rectangle[];
}

export function readDrawing(engine: Engine, page: number): Drawing {
  const bounds = new ObjectBounds(engine);
  const subpaths = new Subpaths(engine);
  const found: Drawing = { lines: [], others: [] };
  for (const path of pageObjects(engine, page, pathObject)) {
    const area = bounds.of(path);
    if (!area) continue;
    const parts = subpaths.of(path.object).map((part) => bounds.onPage(part, path));
    for (const each of parts.some(isThin) ? parts : [area])
      if (isThin(each)) found.lines.push({ ...each, object: path.object });
      else found.others.push(each);
  }
  subpaths.free();
  bounds.free();
  return found;
}

/** Whether an area is that of a line. */
export function isThin({ left, right, bottom, top }: Rectangle): boolean {
  const [width, height] = [right - left, top - bottom];
  return Math.min(width, height) <= thickest && Math.max(width, height) >= shortest;
}

/** Whether a line is drawn in a color other than white. */
export function isVisible(engine: Engine, line: DrawnLine): boolean {
  return line.object === undefined || colorsOf(engine, line.object).some(isInk);
}

/** The colors in which a path is filled and stroked: red, green, blue and opacity. */
export function colorsOf(engine: Engine, object: number): Uint32Array[] {
  const at = malloc(engine, 24, "The color of a line");
  const isRead = engine.FPDFPath_GetDrawMode(object, at, at + 4);
  const [fill = 0, stroke = 0] = new Uint32Array(engine.pdfium.HEAPU8.buffer, at, 2);
  const colors: Uint32Array[] = [];
  if (isRead && fill !== 0 && engine.FPDFPageObj_GetFillColor(object, at, at + 4, at + 8, at + 12))
    colors.push(colorAt(engine, at));
  if (isRead && stroke !== 0 && engine.FPDFPageObj_GetStrokeColor(object, at, at + 4, at + 8, at + 12))
    colors.push(colorAt(engine, at));
  engine.pdfium.wasmExports.free(at);
  return colors;
}

function colorAt(engine: Engine, at: number): Uint32Array {
  return new Uint32Array(engine.pdfium.HEAPU8.buffer, at, 4).slice();
}

const almostWhite = 240;

function isInk([red = 0, green = 0, blue = 0, alpha = 0]: Uint32Array): boolean {
  return alpha > 0 && Math.min(red, green, blue) < almostWhite;
}
