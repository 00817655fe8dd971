import type { WrappedPdfiumModule } from "@embedpdf/pdfium";
import { bounds } from "./bounds.ts";

const freeText = 3;
const widget = 20;
const done = 1;

/**
 * Draws a page's form fields and typed remarks into its content, where text is looked for; a value that no program has
 * drawn yet is drawn first. Says whether the page must be loaded again.
 */
export function addFormFields(engine: WrappedPdfiumModule, page: number): boolean {
  const count = Math.min(engine.FPDFPage_GetAnnotCount(page), bounds.entries);
  let shown = false;
  for (let index = 0; index < count; index++) {
    const annotation = engine.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    const subtype = engine.FPDFAnnot_GetSubtype(annotation);
    if (subtype === widget && !engine.FPDFAnnot_HasKey(annotation, "AP")) {
      engine.EPDFAnnot_GenerateFormFieldAP(annotation);
    }
    shown ||= subtype === widget || subtype === freeText;
    engine.FPDFPage_CloseAnnot(annotation);
  }
  return shown && engine.FPDFPage_Flatten(page, 0) === done;
}
