import { type Engine, malloc } from "./engine.ts";
import type { Rectangle } from "./rectangle.ts";

/** What a viewer shows of a page, in the page's own coordinates. */
export function visibleArea(engine: Engine, page: number): Rectangle | undefined {
  const at = malloc(engine, 16, "The box of a page");
  const isKnown = engine.FPDF_GetPageBoundingBox(page, at);
  const [left = 0, top = 0, right = 0, bottom = 0] = new Float32Array(engine.pdfium.HEAPU8.buffer, at, 4);
  engine.pdfium.wasmExports.free(at);
  return isKnown && right > left && top > bottom ? { left, right, bottom, top } : undefined;
}
