import { drawIntoPage } from "../../document-text/formats/pdf/annotations.ts";
import { Choices } from "../../document-text/formats/pdf/choices.ts";
import { type Engine, openPdf, startPdfEngine } from "../../document-text/formats/pdf/engine.ts";
import { Unreadable } from "../../document-text/types.ts";
import { frameOf, sideOf } from "../frame.ts";
import { type Drawer, NoSuchPage } from "../types.ts";
import { giveAppearances } from "./pdf-annotations.ts";
import { contentsOf, type PageContents } from "./pdf-contents.ts";
import { isFlat, render, white } from "./pdfium-render.ts";

// Of the scale of the whole page. A smaller area has no more detail that anyone printed.
const mostMagnified = 16;

/** A page of a PDF with its annotations and form fields, as a viewer shows it. */
export const drawPdf: Drawer = async ({ bytes }, { page, area, maxSide }) => {
  const engine = await startPdfEngine();
  const document = openPdf(engine, bytes);
  const pages = engine.FPDF_GetPageCount(document);
  if (page > pages && pages > 0) throw new NoSuchPage(page, pages);
  const { handle, inLayers } = load(engine, document, page - 1);
  const width = engine.FPDF_GetPageWidthF(handle);
  const height = engine.FPDF_GetPageHeightF(handle);
  if (!(width > 0 && height > 0 && Math.max(width, height) < 1e6)) throw new Unreadable(brokenPage(page));
  const mostScale = (mostMagnified * maxSide) / Math.max(width, height);
  const raster = render(engine, handle, frameOf(width, height, { area, maxSide, mostScale }), white);
  const contents = contentsOf(engine, handle);
  const isBlank = () => isFlat(render(engine, handle, frameOf(width, height, small), white));
  if (isFlat(raster) && (!area || isBlank())) checkBlank(page, contents);
  const originalSide = printedPixels * sideOf({ width, height }, area);
  return { raster, originalSide, page, pages, notes: notesOn(contents, inLayers) };
};

// Per point, at 150 dots per inch: print of the usual sizes can be read then.
const printedPixels = 150 / 72;

// Of the whole page, if the asked area has one color.
const small = { maxSide: 512, mostScale: Number.POSITIVE_INFINITY };

/** Throws Unreadable if a page that came out blank should not be: PDFium does not report what it could not draw. */
function checkBlank(page: number, { pictures, hasText }: PageContents): void {
  if (pictures > 0) {
    throw new Unreadable(
      `Page ${page} came out blank, although it has pictures: either they are empty, or they could not be decoded. If it matters, ask the borrower for the page again.`,
    );
  }
  if (hasText) {
    throw new Unreadable(
      `Page ${page} came out blank, although it has text: its fonts are not in the file, or the text is invisible. Use format text to read it.`,
    );
  }
}

function notesOn({ brokenPictures, damagedPictures, lacksFonts }: PageContents, inLayers: number): string[] {
  const notes: string[] = [];
  if (brokenPictures > 0) {
    notes.push(`Pictures on this page that could not be decoded and are missing: ${brokenPictures}.`);
  }
  if (damagedPictures > 0) {
    notes.push(
      `Pictures on this page that are damaged, so that parts of them may be missing or wrong: ${damagedPictures}. If it matters, ask the borrower for the page again.`,
    );
  }
  if (lacksFonts) {
    notes.push(
      "Some characters on this page are in fonts that are not in the file, so they may be missing here. Use format text to read them.",
    );
  }
  if (inLayers > 0) {
    notes.push(
      `Annotations of this page that belong to layers, and are shown here even if a viewer hides them: ${inLayers}.`,
    );
  }
  return notes;
}

/** Form fields are flattened into the page: PDFium draws them only with a form environment. */
function load(engine: Engine, document: number, index: number): { handle: number; inLayers: number } {
  let handle = engine.FPDF_LoadPage(document, index);
  if (handle === 0) throw new Unreadable(brokenPage(index + 1));
  // Before the fields: flattening removes the annotations.
  const { inLayers } = giveAppearances(engine, handle);
  const isCropped = cropToMedia(engine, handle);
  if (drawIntoPage(engine, handle, "all", new Choices(engine, document)) || isCropped) {
    engine.FPDF_ClosePage(handle);
    handle = engine.FPDF_LoadPage(document, index);
  }
  if (handle === 0) throw new Unreadable(brokenPage(index + 1));
  return { handle, inLayers };
}

/** Replaces a crop box that has nothing of the page. Viewers ignore it. Returns whether the page must be loaded again. */
function cropToMedia(engine: Engine, page: number): boolean {
  if (engine.FPDF_GetPageWidthF(page) > 0 && engine.FPDF_GetPageHeightF(page) > 0) return false;
  const { malloc, free } = engine.pdfium.wasmExports;
  const at = malloc(16);
  const hasBox = engine.FPDFPage_GetMediaBox(page, at, at + 4, at + 8, at + 12);
  const [left = 0, bottom = 0, right = 0, top = 0] = new Float32Array(engine.pdfium.HEAPU8.buffer, at, 4);
  free(at);
  if (hasBox) engine.FPDFPage_SetCropBox(page, left, bottom, right, top);
  return hasBox;
}

function brokenPage(page: number): string {
  return `Page ${page} of this PDF is broken: it could not be drawn.`;
}
