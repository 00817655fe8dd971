import { bounds } from "../../bounds.ts";
import { areaAround } from "./annotation-areas.ts";
import { type DrawnLine, isThin } from "./drawn-lines.ts";
import { type Engine, malloc } from "./engine.ts";
import type { Rectangle } from "./rectangle.ts";

const line = 4;
const polyline = 8;
const ink = 15;
const pointBytes = 8;
const mostPoints = 1000;

/** The lines that an annotation draws: people strike out text also with a line or a pen. A path of several points is one line. */
export function annotationLines(engine: Engine, annotation: number, subtype: number): DrawnLine[] {
  if (subtype !== line && subtype !== polyline && subtype !== ink) return [];
  const at = malloc(engine, pointBytes * mostPoints, "The points of a line");
  const areas: (Rectangle | undefined)[] = [];
  if (subtype === line) {
    const isKnown = engine.FPDFAnnot_GetLine(annotation, at, at + pointBytes);
    areas.push(areaOf(engine, at, isKnown ? 2 : 0));
  } else if (subtype === polyline) {
    areas.push(areaOf(engine, at, engine.FPDFAnnot_GetVertices(annotation, at, mostPoints)));
  } else {
    const count = Math.min(engine.FPDFAnnot_GetInkListCount(annotation), bounds.entries);
    for (let path = 0; path < count; path++)
      areas.push(areaOf(engine, at, engine.FPDFAnnot_GetInkListPath(annotation, path, at, mostPoints)));
  }
  engine.pdfium.wasmExports.free(at);
  return areas.flatMap((area) => (area && isThin(area) ? [{ ...area, object: undefined }] : []));
}

/** Undefined if there are no points, or too many. */
function areaOf(engine: Engine, at: number, count: number): Rectangle | undefined {
  return count < 2 || count > mostPoints ? undefined : areaAround(engine, at, count);
}
