import { bounds } from "../bounds.ts";
import { inlineMark } from "../output/marks.ts";
import { type Reader, type Sink, Unreadable } from "../types.ts";
import { type Engine, openPdf, startPdfEngine } from "./pdf/engine.ts";
import { type PageText, pageText } from "./pdf/page.ts";
import { addFormFields, commentsOf } from "./pdf-forms.ts";

/** PDF, page by page, with PDFium. Tries an empty password. Includes hidden text. */
export const readPdf: Reader = async ({ bytes }, sink) => {
  const engine = await startPdfEngine();
  const document = openPdf(engine, bytes);
  const total = engine.FPDF_GetPageCount(document);
  const count = Math.min(total, bounds.pages);
  const empty: number[] = [];
  const broken: number[] = [];
  let hasText = false;
  for (let page = 1; page <= count; page++) {
    sink.progress("page", page, count);
    const found = readPage(engine, document, page - 1);
    if (!found) {
      broken.push(page);
      continue;
    }
    const pageHasText = found.lines.some((line) => /\S/.test(line));
    if (!pageHasText) empty.push(page);
    if (!pageHasText && found.comments.length === 0) continue;
    hasText = true;
    sink.mark(`page ${page} of ${total}`);
    if (pageHasText) for (const line of found.lines) sink.line(line.trimEnd());
    for (const comment of found.comments) sink.line(`${inlineMark("comment")} ${comment}`);
  }
  if (!hasText) throw noText(total, empty);
  if (engine.FPDF_GetFormType(document) >= xfaForm) sink.note(xfa);
  if (count < total) sink.note(`Only the first ${count} of ${total} pages were read. The rest is missing.`);
  if (!engine.FPDF_DocumentHasValidCrossReferenceTable(document)) sink.note(repaired);
  notePages("Broken pages that could not be read", broken, sink);
  notePages("Pages without a text layer (a scan, a picture or blank), where no text was found", empty, sink);
};

const repaired =
  "This PDF is damaged: its cross-reference table is wrong. Only the text that could be recovered is included; some may be missing.";

const xfaForm = 2;
const xfa =
  "This PDF is an XFA form. Filled-in values may be visible only in Adobe software and missing here.";

interface Page extends PageText {
  comments: string[];
}

/** Returns undefined if the page cannot be loaded. */
function readPage(engine: Engine, document: number, index: number): Page | undefined {
  let page = engine.FPDF_LoadPage(document, index);
  // Must come before addFormFields, which removes the annotations.
  const comments = page === 0 ? [] : commentsOf(engine, page);
  if (page !== 0 && addFormFields(engine, page)) {
    engine.FPDF_ClosePage(page);
    page = engine.FPDF_LoadPage(document, index);
  }
  if (page === 0) return undefined;
  const text = engine.FPDFText_LoadPage(page);
  const found = text === 0 ? undefined : { ...pageText(engine, text), comments };
  // Not in a `finally`: an engine that threw must not be called again.
  engine.FPDFText_ClosePage(text);
  engine.FPDF_ClosePage(page);
  return found;
}

function noText(total: number, empty: number[]): Unreadable {
  if (empty.length === 0) return new Unreadable("This PDF is broken: none of its pages could be read.");
  const pages = total === 1 ? "its one page is a scan, a picture" : `its ${total} pages are scans, pictures`;
  return new Unreadable(
    `This PDF has no text layer: ${pages} or blank. Text recognition (OCR) is not supported. ` +
      "Ask the borrower for a PDF with text, or open the file in the accounting platform.",
  );
}

function notePages(what: string, pages: number[], sink: Sink): void {
  if (pages.length === 0) return;
  const shown = ranges(pages);
  const listed =
    shown.length > 30
      ? `${shown.slice(0, 30).join(", ")} and more (${pages.length} pages in total)`
      : shown.join(", ");
  sink.note(`${what}: ${listed}.`);
}

/** Sorted numbers as ranges: `3`, `5-7`. */
function ranges(numbers: number[]): string[] {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
}
