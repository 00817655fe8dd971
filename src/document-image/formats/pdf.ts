import { bounds } from "../../document-text/bounds.ts";
import { drawIntoPage } from "../../document-text/formats/pdf/annotations.ts";
import { type Engine, openPdf, startPdfEngine } from "../../document-text/formats/pdf/engine.ts";
import { Unreadable } from "../../document-text/types.ts";
import { frameOf, sideOf } from "../frame.ts";
import { type Drawer, NoSuchPage } from "../types.ts";
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
  const handle = load(engine, document, page - 1);
  const width = engine.FPDF_GetPageWidthF(handle);
  const height = engine.FPDF_GetPageHeightF(handle);
  if (!(width > 0 && height > 0 && Math.max(width, height) < 1e6)) throw new Unreadable(brokenPage(page));
  const mostScale = (mostMagnified * maxSide) / Math.max(width, height);
  const raster = render(engine, handle, frameOf(width, height, { area, maxSide, mostScale }), white);
  const contents = contentsOf(engine, handle);
  const isBlank = () => isFlat(render(engine, handle, frameOf(width, height, small), white));
  if (isFlat(raster) && (!area || isBlank())) checkBlank(page, contents);
  const originalSide = printedPixels * sideOf({ width, height }, area);
  return { raster, originalSide, page, pages, notes: notesOn(contents) };
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

function notesOn({ brokenPictures, damagedPictures, lacksFonts }: PageContents): string[] {
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
  return notes;
}

/** Form fields are flattened into the page: PDFium draws them only with a form environment. */
function load(engine: Engine, document: number, index: number): number {
  let page = engine.FPDF_LoadPage(document, index);
  // Before the fields: flattening removes the annotations.
  if (page !== 0) giveAppearances(engine, page);
  if (page !== 0 && drawIntoPage(engine, page, "all")) {
    engine.FPDF_ClosePage(page);
    page = engine.FPDF_LoadPage(document, index);
  }
  if (page === 0) throw new Unreadable(brokenPage(index + 1));
  return page;
}

const link = 2;
const popup = 16;
const widget = 20;
// Links are not drawn, popups are closed, and fields are given their appearance with their values.
const notGiven = new Set([link, popup, widget]);

/** Lets PDFium design the highlights, notes and stamps that come without an appearance: it draws only what has one. */
function giveAppearances(engine: Engine, page: number): void {
  const count = Math.min(engine.FPDFPage_GetAnnotCount(page), bounds.entries);
  for (let index = 0; index < count; index++) {
    const annotation = engine.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    const isGiven = !notGiven.has(engine.FPDFAnnot_GetSubtype(annotation));
    if (isGiven && !engine.FPDFAnnot_HasKey(annotation, "AP"))
      engine.EPDFAnnot_GenerateAppearance(annotation);
    engine.FPDFPage_CloseAnnot(annotation);
  }
}

function brokenPage(page: number): string {
  return `Page ${page} of this PDF is broken: it could not be drawn.`;
}
