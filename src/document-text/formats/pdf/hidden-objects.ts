import { type Engine, malloc } from "./engine.ts";
import { type Glyph, unplaced } from "./glyphs.ts";
import { hiddenText } from "./line-marks.ts";
import { ObjectBounds } from "./object-bounds.ts";
import { pageObjects, textObject } from "./page-objects.ts";
import type { Places } from "./places.ts";
import type { Rectangle } from "./rectangle.ts";
import { turnTo } from "./turn.ts";

const invisible = 3;
const mostCandidates = 200;
// In points. Spaces have no height.
const leastSide = 1;

/**
 * Texts that are drawn but have no characters: PDFium drops what a font maps to repeated spaces. Each is one
 * undecodable character. Those in `replaced` have their text elsewhere.
 */
export function hiddenObjects(
  engine: Engine,
  page: number,
  textPage: number,
  replaced: ReadonlySet<number>,
  places: Places,
): Glyph[] {
  const bounds = new ObjectBounds(engine);
  const found: Glyph[] = [];
  let candidates = 0;
  for (const text of pageObjects(engine, page, textObject)) {
    if (replaced.has(text.object)) continue;
    const area = bounds.of(text);
    if (!area || area.right - area.left < leastSide || area.top - area.bottom < leastSide) continue;
    if (places.hasAny(area)) continue;
    candidates++;
    const isInvisible = engine.FPDFTextObj_GetTextRenderMode(text.object) === invisible;
    if (!isInvisible && !hasText(engine, text.object, textPage)) found.push(hiddenGlyph(area, places));
    if (candidates >= mostCandidates) break;
  }
  bounds.free();
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
