import { type Engine, malloc } from "./engine.ts";
import { type Glyph, unplaced } from "./glyphs.ts";
import { hiddenText } from "./line-marks.ts";
import type { Places } from "./places.ts";
import type { Rectangle } from "./rectangle.ts";
import { turnTo } from "./turn.ts";

const textObject = 1;
const invisible = 3;
// Beyond them, a page is a drawing.
const mostObjects = 20_000;
const mostCandidates = 200;
// In points. Spaces have no height.
const leastSide = 1;

/**
 * Texts that are drawn but have no characters: PDFium drops what a font maps to repeated spaces. Each is one
 * undecodable character.
 */
export function hiddenObjects(engine: Engine, page: number, textPage: number, places: Places): Glyph[] {
  const { pdfium } = engine;
  const calls = pdfium.wasmExports;
  const count = Math.min(calls.FPDFPage_CountObjects(page), mostObjects);
  const at = malloc(engine, 16, "The place of a text");
  const found: Glyph[] = [];
  let candidates = 0;
  let bounds = new Float32Array(pdfium.HEAPU8.buffer, at, 4);
  for (let number = 0; number < count && candidates < mostCandidates; number++) {
    const object = calls.FPDFPage_GetObject(page, number);
    if (calls.FPDFPageObj_GetType(object) !== textObject) continue;
    if (calls.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12) === 0) continue;
    // The memory's buffer is replaced when it grows.
    if (bounds.buffer !== pdfium.HEAPU8.buffer) bounds = new Float32Array(pdfium.HEAPU8.buffer, at, 4);
    const left = bounds[0] ?? 0;
    const bottom = bounds[1] ?? 0;
    const right = bounds[2] ?? 0;
    const top = bounds[3] ?? 0;
    if (right - left < leastSide || top - bottom < leastSide) continue;
    if (places.hasAny({ left, bottom, right, top })) continue;
    candidates++;
    if (engine.FPDFTextObj_GetTextRenderMode(object) === invisible || hasText(engine, object, textPage))
      continue;
    found.push(hiddenGlyph({ left, bottom, right, top }, places));
  }
  pdfium.wasmExports.free(at);
  return found;
}

function hiddenGlyph(area: Rectangle, places: Places): Glyph {
  const turn = places.turnNear(area);
  const turned = turnTo(turn, area);
  return { ...unplaced, ...turned, text: hiddenText, baseline: turned.bottom, turn };
}

/** Whether PDFium finds more than spaces in a text. */
function hasText(engine: Engine, object: number, textPage: number): boolean {
  const limit = 64;
  const at = malloc(engine, limit, "A text");
  const bytes = engine.FPDFTextObj_GetText(object, textPage, at, limit);
  const text = Buffer.from(engine.pdfium.HEAPU8.buffer, at, Math.max(0, Math.min(bytes, limit) - 2));
  const found = bytes > limit || text.toString("utf16le").trim() !== "";
  engine.pdfium.wasmExports.free(at);
  return found;
}
