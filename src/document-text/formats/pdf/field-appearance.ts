import { stringOf } from "./annotation-string.ts";
import type { Choices } from "./choices.ts";
import { type Engine, malloc } from "./engine.ts";

/**
 * Lets PDFium write a form field's value where its appearance is missing or shows no text: programs that fill in forms often
 * leave the appearance as it was, empty. Returns whether the field had to be written.
 */
export function giveFieldAppearance(engine: Engine, annotation: number, choices: Choices): boolean {
  if (engine.FPDFAnnot_HasKey(annotation, "AP")) {
    if (!mayHaveValue(engine, annotation) || showsText(engine, annotation)) return false;
  }
  choices.showChosen(annotation);
  engine.EPDFAnnot_GenerateFormFieldAP(annotation);
  return true;
}

/** Whether a field's appearance draws text, or a form that may have some. */
export function showsText(engine: Engine, annotation: number): boolean {
  const normal = 0;
  const length = engine.FPDFAnnot_GetAP(annotation, normal, 0, 0);
  if (length <= 2 || length > mostCharacters) return length > mostCharacters;
  const at = malloc(engine, length, "The appearance of a form field");
  engine.FPDFAnnot_GetAP(annotation, normal, at, length);
  const content = Buffer.from(engine.pdfium.HEAPU8.buffer, at, length - 2).toString("utf16le");
  engine.pdfium.wasmExports.free(at);
  return drawsText.test(content.replace(emptyText, ""));
}

const mostCharacters = 1_000_000;
const drawsText = /[\])>]\s*(?:T[Jj]|['"])|\bDo\b/;
const emptyText = /\[?\(\s*\)\]?\s*T[Jj]/g;

// The kind and value of a field with several widgets are in its parent, which PDFium does not show. Buttons have a state.
function mayHaveValue(engine: Engine, annotation: number): boolean {
  const kind = stringOf(engine, annotation, "FT");
  if (kind === "") {
    return engine.FPDFAnnot_HasKey(annotation, "Parent") && !engine.FPDFAnnot_HasKey(annotation, "AS");
  }
  return /^(?:Tx|Ch)$/.test(kind) && stringOf(engine, annotation, "V").trim() !== "";
}
