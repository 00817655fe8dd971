import { bounds } from "../../document-text/bounds.ts";
import type { Engine } from "../../document-text/formats/pdf/engine.ts";

const link = 2;
const popup = 16;
const widget = 20;
// Links are not drawn, popups are closed, and fields get their appearance when they are drawn into the page.
const notGiven = new Set([link, popup, widget]);

/**
 * Lets PDFium design the highlights, notes and stamps that come without an appearance: it draws only what has one. Returns how many annotations belong to layers, which PDFium draws even if hidden.
 */
export function giveAppearances(engine: Engine, page: number): { inLayers: number } {
  const count = Math.min(engine.FPDFPage_GetAnnotCount(page), bounds.entries);
  let inLayers = 0;
  for (let index = 0; index < count; index++) {
    const annotation = engine.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    const subtype = engine.FPDFAnnot_GetSubtype(annotation);
    if (engine.FPDFAnnot_HasKey(annotation, "OC")) inLayers++;
    if (!engine.FPDFAnnot_HasKey(annotation, "AP") && !notGiven.has(subtype)) {
      engine.EPDFAnnot_GenerateAppearance(annotation);
    }
    engine.FPDFPage_CloseAnnot(annotation);
  }
  return { inLayers };
}
