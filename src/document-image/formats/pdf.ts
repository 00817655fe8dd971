import { type Engine, openPdf, startPdfEngine } from "../../document-text/formats/pdf/engine.ts";
import { addFormFields } from "../../document-text/formats/pdf-forms.ts";
import { Unreadable } from "../../document-text/types.ts";
import { frameOf } from "../frame.ts";
import { type Drawer, NoSuchPage } from "../types.ts";
import { render, white } from "./pdfium-render.ts";

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
  return { raster, page, pages, notes: [] };
};

/** Form fields are flattened into the page: PDFium draws them only with a form environment. */
function load(engine: Engine, document: number, index: number): number {
  let page = engine.FPDF_LoadPage(document, index);
  if (page !== 0 && addFormFields(engine, page)) {
    engine.FPDF_ClosePage(page);
    page = engine.FPDF_LoadPage(document, index);
  }
  if (page === 0) throw new Unreadable(brokenPage(index + 1));
  return page;
}

function brokenPage(page: number): string {
  return `Page ${page} of this PDF is broken: it could not be drawn.`;
}
