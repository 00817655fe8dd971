import { bounds } from "../../document-text/bounds.ts";
import { stringOf } from "../../document-text/formats/pdf/annotation-string.ts";
import type { Engine } from "../../document-text/formats/pdf/engine.ts";
import { drawnText } from "../../document-text/formats/pdf/stamps.ts";

const link = 2;
const popup = 16;
const widget = 20;
// Links are not drawn, popups are closed, and fields are given their appearance with their values.
const notGiven = new Set([link, popup, widget]);
// Each costs a few milliseconds.
const mostComparedFields = 200;

/**
 * Lets PDFium design the highlights, notes and stamps that come without an appearance: it draws only what has one. Fields whose
 * appearance lacks their text get a new one. Returns how many annotations belong to layers, which PDFium draws even if hidden.
 */
export function giveAppearances(engine: Engine, page: number): { inLayers: number } {
  const count = Math.min(engine.FPDFPage_GetAnnotCount(page), bounds.entries);
  let inLayers = 0;
  let compared = 0;
  for (let index = 0; index < count; index++) {
    const annotation = engine.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    const subtype = engine.FPDFAnnot_GetSubtype(annotation);
    if (engine.FPDFAnnot_HasKey(annotation, "OC")) inLayers++;
    const hasAppearance = engine.FPDFAnnot_HasKey(annotation, "AP");
    if (!hasAppearance && !notGiven.has(subtype)) engine.EPDFAnnot_GenerateAppearance(annotation);
    if (hasAppearance && subtype === widget && compared < mostComparedFields && hasText(engine, annotation)) {
      compared++;
      if (drawnText(engine, annotation) === "") engine.EPDFAnnot_GenerateFormFieldAP(annotation);
    }
    engine.FPDFPage_CloseAnnot(annotation);
  }
  return { inLayers };
}

/** Whether a field has a text. Programs that fill in forms often leave its appearance as it was: empty. */
function hasText(engine: Engine, annotation: number): boolean {
  return (
    /^(?:Tx|Ch)$/.test(stringOf(engine, annotation, "FT")) && stringOf(engine, annotation, "V").trim() !== ""
  );
}
