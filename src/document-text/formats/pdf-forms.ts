import type { WrappedPdfiumModule } from "@embedpdf/pdfium";
import { bounds } from "../bounds.ts";

// Its declarations leave the memory out.
export type Engine = WrappedPdfiumModule & { pdfium: { HEAPU8: Uint8Array } };

const link = 2;
const freeText = 3;
const popup = 16;
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

// A field is read as it is drawn, a popup repeats the remark that it belongs to.
const otherwiseRead = new Set([link, popup, widget]);

/** What was written into notes on a page, and to what is marked or drawn on it: no program draws it on the page itself. */
export function remarksOf(engine: Engine, page: number): string[] {
  const count = Math.min(engine.FPDFPage_GetAnnotCount(page), bounds.entries);
  const remarks: string[] = [];
  let characters = 0;
  for (let index = 0; index < count && characters <= bounds.characters; index++) {
    const annotation = engine.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    const subtype = engine.FPDFAnnot_GetSubtype(annotation);
    const isDrawn = subtype === freeText && engine.FPDFAnnot_HasKey(annotation, "AP");
    const isRead = isDrawn || otherwiseRead.has(subtype);
    const remark = isRead ? "" : contentsOf(engine, annotation);
    if (remark !== "") remarks.push(remark);
    characters += remark.length;
    engine.FPDFPage_CloseAnnot(annotation);
  }
  return remarks;
}

function contentsOf(engine: Engine, annotation: number): string {
  const { malloc, free } = engine.pdfium.wasmExports;
  // In bytes, with the two of its end.
  const length = engine.FPDFAnnot_GetStringValue(annotation, "Contents", 0, 0);
  if (length <= 2) return "";
  const at = malloc(length);
  if (at === 0) throw new RangeError("A remark does not fit into the memory of wasm.");
  engine.FPDFAnnot_GetStringValue(annotation, "Contents", at, length);
  const units = Buffer.from(engine.pdfium.HEAPU8.buffer, at, length - 2);
  const lines = units
    .toString("utf16le")
    .toWellFormed()
    .split(/\r\n|\r|\n/);
  free(at);
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ⏎ ");
}
