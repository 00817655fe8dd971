import { bounds } from "../../bounds.ts";
import { type Engine, malloc } from "./engine.ts";
import type { Rectangle } from "./rectangle.ts";

const quadBytes = 32;

/** The areas that a text markup covers. */
export function coveredBy(engine: Engine, annotation: number): Rectangle[] {
  const count = Math.min(engine.FPDFAnnot_CountAttachmentPoints(annotation), bounds.entries);
  if (count === 0) return rectangleOf(engine, annotation);
  const at = malloc(engine, quadBytes, "A text markup");
  const covered: Rectangle[] = [];
  for (let index = 0; index < count; index++) {
    if (!engine.FPDFAnnot_GetAttachmentPoints(annotation, index, at)) continue;
    covered.push(areaAround(engine, at, 4));
  }
  engine.pdfium.wasmExports.free(at);
  return covered;
}

/** Around points in the engine's memory. */
export function areaAround(engine: Engine, at: number, count: number): Rectangle {
  const points = Array.from(new Float32Array(engine.pdfium.HEAPU8.buffer, at, 2 * count));
  const across = points.filter((_, place) => place % 2 === 0);
  const up = points.filter((_, place) => place % 2 === 1);
  return {
    left: Math.min(...across),
    right: Math.max(...across),
    bottom: Math.min(...up),
    top: Math.max(...up),
  };
}

/** Where an annotation is. Empty if it does not say. */
export function rectangleOf(engine: Engine, annotation: number): Rectangle[] {
  const at = malloc(engine, 16, "The place of an annotation");
  const isKnown = engine.FPDFAnnot_GetRect(annotation, at);
  const [left = 0, top = 0, right = 0, bottom = 0] = new Float32Array(engine.pdfium.HEAPU8.buffer, at, 4);
  engine.pdfium.wasmExports.free(at);
  return isKnown ? [{ left, right, bottom, top }] : [];
}
