import type { WrappedPdfiumModule } from "@embedpdf/pdfium";
import { bounds } from "../bounds.ts";
import type { Engine } from "./pdf/engine.ts";

const link = 2;
const freeText = 3;
const popup = 16;
const widget = 20;
const done = 1;

/**
 * Flattens a page's form fields and free-text annotations into its content, so that text extraction finds them. Fields
 * without an appearance are drawn first. Returns whether the page must be loaded again.
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

// A field is read as it is drawn. A popup repeats the comment that it belongs to.
const notComments = new Set([link, popup, widget]);

/** The comments in a page's notes, highlights and drawings, which are not part of its drawn content. */
export function commentsOf(engine: Engine, page: number): string[] {
  const count = Math.min(engine.FPDFPage_GetAnnotCount(page), bounds.entries);
  const comments: string[] = [];
  let characters = 0;
  for (let index = 0; index < count && characters <= bounds.characters; index++) {
    const annotation = engine.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    const subtype = engine.FPDFAnnot_GetSubtype(annotation);
    const isDrawn = subtype === freeText && engine.FPDFAnnot_HasKey(annotation, "AP");
    const isSkipped = isDrawn || notComments.has(subtype);
    const comment = isSkipped ? "" : contentsOf(engine, annotation);
    if (comment !== "") comments.push(comment);
    characters += comment.length;
    engine.FPDFPage_CloseAnnot(annotation);
  }
  return comments;
}

function contentsOf(engine: Engine, annotation: number): string {
  const { malloc, free } = engine.pdfium.wasmExports;
  // In bytes, including a two-byte terminator.
  const length = engine.FPDFAnnot_GetStringValue(annotation, "Contents", 0, 0);
  if (length <= 2) return "";
  const at = malloc(length);
  if (at === 0) throw new RangeError("A comment does not fit into WASM memory.");
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
