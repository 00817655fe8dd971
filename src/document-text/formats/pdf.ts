import { bounds } from "../bounds.ts";
import { inlineMark } from "../output/marks.ts";
import type { Reader, Sink } from "../types.ts";
import { loadText } from "./pdf/actual-text.ts";
import { type Annotations, drawIntoPage, readAnnotations } from "./pdf/annotations.ts";
import { Choices } from "./pdf/choices.ts";
import { type Engine, openPdf, startPdfEngine } from "./pdf/engine.ts";
import { Layers } from "./pdf/layers.ts";
import { type PageText, pageText } from "./pdf/page.ts";
import { PageNotes } from "./pdf/page-notes.ts";
import { visibleArea } from "./pdf/visible-area.ts";

/** PDF, page by page, with PDFium. Tries an empty password. Includes hidden text. */
export const readPdf: Reader = async ({ bytes }, sink) => {
  const engine = await startPdfEngine();
  const document = openPdf(engine, bytes);
  const total = engine.FPDF_GetPageCount(document);
  const count = Math.min(total, bounds.pages);
  const source = { document, choices: new Choices(engine, document), layers: new Layers(bytes) };
  const notes = new PageNotes();
  let hasText = false;
  for (let page = 1; page <= count; page++) {
    sink.progress("page", page, count);
    const found = readPage(engine, source, page - 1);
    if (found) takeNotes(found, page, notes);
    else notes.broken.push(page);
    const lines = found ? linesOf(found) : [];
    if (lines.length === 0) continue;
    hasText = true;
    sink.mark(`page ${page} of ${total}`);
    for (const line of lines) sink.line(line);
  }
  if (!hasText) throw notes.noText(total);
  noteFile(engine, document, sink);
  if (count < total) sink.note(`Only the first ${count} of ${total} pages were read. The rest is missing.`);
  if (!engine.FPDF_DocumentHasValidCrossReferenceTable(document)) sink.note(repaired);
  notes.write(sink);
};

const repaired =
  "This PDF is damaged: its cross-reference table is wrong. Only the text that could be recovered is included; some may be missing.";

interface Page extends PageText, Annotations {
  /** Whether text is in layers while the file hides some of them. */
  hasLayers: boolean;
}

interface OpenPdf {
  document: number;
  choices: Choices;
  layers: Layers;
}

/** Returns undefined if the page cannot be loaded. */
function readPage(engine: Engine, source: OpenPdf, index: number): Page | undefined {
  const { document, choices } = source;
  let page = engine.FPDF_LoadPage(document, index);
  if (page === 0) return undefined;
  // Must come before drawIntoPage, which removes the annotations.
  const annotations = readAnnotations(engine, page, choices);
  if (drawIntoPage(engine, page, "text", choices)) {
    engine.FPDF_ClosePage(page);
    page = engine.FPDF_LoadPage(document, index);
    if (page === 0) return undefined;
  }
  const loaded = loadText(engine, document, index, page);
  const found =
    loaded.textPage === 0
      ? undefined
      : {
          ...pageText(engine, loaded, annotations, visibleArea(engine, loaded.page)),
          ...annotations,
          hasLayers: source.layers.mayHideText(engine, loaded.page),
        };
  // Not in a `finally`: an engine that threw must not be called again.
  engine.FPDFText_ClosePage(loaded.textPage);
  engine.FPDF_ClosePage(loaded.page);
  return found;
}

function linesOf({ lines, stamps, comments, values }: Page): string[] {
  return [
    ...lines,
    ...values,
    ...stamps.map((stamp) => `${inlineMark("stamp")} ${stamp}`),
    ...comments.map((comment) => `${inlineMark("comment")} ${comment}`),
  ];
}

function takeNotes(
  { lines, undecodable, isUncertain, mayLackStrikes, pictures, boxes, hasLayers }: Page,
  page: number,
  notes: PageNotes,
): void {
  if (undecodable === "most") notes.undecodable.push(page);
  else if (lines.length === 0) notes.empty.push(page);
  if (undecodable === "some") notes.partlyUndecodable.push(page);
  if (isUncertain) notes.uncertain.push(page);
  if (mayLackStrikes) notes.strikes.push(page);
  if (hasLayers) notes.layers.push(page);
  if (boxes.some(({ isDoubtful }) => isDoubtful)) notes.doubtfulBoxes.push(page);
  if (pictures > 0) notes.pictureStamps.push(page);
}

const xfaForm = 2;

function noteFile(engine: Engine, document: number, sink: Sink): void {
  if (engine.FPDF_GetFormType(document) >= xfaForm) {
    sink.note(
      "This PDF is an XFA form. Filled-in values may be visible only in Adobe software and missing here.",
    );
  }
}
