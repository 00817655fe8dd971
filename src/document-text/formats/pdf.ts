import { readFile } from "node:fs/promises";
import { init } from "@embedpdf/pdfium";
import { bounds } from "../bounds.ts";
import { asBuffer } from "../input/as-buffer.ts";
import { inlineMark } from "../output/marks.ts";
import { type Reader, type Sink, Unreadable } from "../types.ts";
import { addFormFields, type Engine, remarksOf } from "./pdf-forms.ts";

/** PDF, page by page, by PDFium. An empty password is tried; hidden text comes out like any other. */
export const readPdf: Reader = async ({ bytes }, sink) => {
  const engine = await start();
  const document = open(engine, bytes);
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
    const pageHasText = /\S/.test(found.text);
    if (!pageHasText) empty.push(page);
    if (!pageHasText && found.remarks.length === 0) continue;
    hasText = true;
    sink.mark(`page ${page} of ${total}`);
    if (pageHasText) for (const line of found.text.split(/\r\n|\r|\n/)) sink.line(line.trimEnd());
    for (const remark of found.remarks) sink.line(`${inlineMark("remark")} ${remark}`);
  }
  if (!hasText) throw noText(total, empty);
  if (engine.FPDF_GetFormType(document) >= xfaForm) sink.note(xfa);
  const attached = engine.FPDFDoc_GetAttachmentCount(document);
  if (attached > 0) sink.note(`Files attached within this PDF: ${attached}. Their words are not here.`);
  if (count < total) sink.note(`Only the first ${count} of ${total} pages were read; the rest is missing.`);
  if (!engine.FPDF_DocumentHasValidCrossReferenceTable(document)) sink.note(repaired);
  tellOf(broken, "broken and could not be read", sink);
  tellOf(empty, "without a text layer (a scan, a picture or blank): no words of them are here", sink);
};

async function start(): Promise<Engine> {
  const wasmBinary = await readFile(new URL("./pdfium.wasm", import.meta.url)).catch(() => {
    throw new Unreadable(
      "PDFs cannot be read here: a file of this server's package is missing. The operator must install the whole package.",
    );
  });
  const silent = { print: () => {}, printErr: () => {} };
  const engine = (await init({ wasmBinary, ...silent })) as Engine;
  engine.PDFiumExt_Init();
  return engine;
}

const passwordError = 4;
const securityError = 5;

function open(engine: Engine, bytes: Uint8Array): number {
  const at = engine.pdfium.wasmExports.malloc(bytes.byteLength);
  if (at === 0) throw new RangeError("The file does not fit into the memory of wasm.");
  // The view is another one after each growth.
  engine.pdfium.HEAPU8.set(bytes, at);
  const document = engine.FPDF_LoadMemDocument(at, bytes.byteLength, "");
  if (document !== 0) return document;
  const error = engine.FPDF_GetLastError();
  if (error === passwordError) {
    throw new Unreadable(
      "This PDF is encrypted: it opens only with a password. Ask the borrower for a copy without one.",
    );
  }
  if (error === securityError) {
    throw new Unreadable(
      "This PDF is encrypted in a way that is not known here (a certificate, perhaps). Ask the borrower for a copy without it.",
    );
  }
  throw new Unreadable(isCut(bytes) ? cut : "This PDF is broken: it could not be opened.");
}

const cut = "This PDF is cut short: its end is missing, and it could not be opened. Ask for the file again.";
const repaired =
  "This PDF was damaged (its cross-reference table is wrong); what could be found was read, and words may be missing.";

const xfaForm = 2;
const xfa =
  "This PDF is an XFA form: what was filled in may show in Adobe's programs alone and be missing here.";

// Each whole version of a PDF ends with this mark; objects after the last one belong to a version that has no end.
function isCut(bytes: Uint8Array): boolean {
  const file = asBuffer(bytes);
  return file.includes("%PDF-") && file.includes(" obj", Math.max(0, file.lastIndexOf("%%EOF")));
}

interface Page {
  /** With the values of its form. */
  text: string;
  remarks: string[];
}

/** Undefined where the page cannot be loaded. */
function readPage(engine: Engine, document: number, index: number): Page | undefined {
  let page = engine.FPDF_LoadPage(document, index);
  // Before what is drawn becomes content: they are gone then.
  const remarks = page === 0 ? [] : remarksOf(engine, page);
  if (page !== 0 && addFormFields(engine, page)) {
    engine.FPDF_ClosePage(page);
    page = engine.FPDF_LoadPage(document, index);
  }
  if (page === 0) return undefined;
  const text = engine.FPDFText_LoadPage(page);
  const found = text === 0 ? undefined : { text: joinHyphens(textOf(engine, text)), remarks };
  // Not where something was thrown: an engine that broke off must not be called again.
  engine.FPDFText_ClosePage(text);
  engine.FPDF_ClosePage(page);
  return found;
}

function textOf(engine: Engine, text: number): string {
  const { malloc, free } = engine.pdfium.wasmExports;
  const count = Math.min(engine.FPDFText_CountChars(text), bounds.characters + 1);
  if (count <= 0) return "";
  // Two units a character, for those beyond U+FFFF.
  const at = malloc(4 * count + 4);
  if (at === 0) throw new RangeError("The page's text does not fit into the memory of wasm.");
  const written = engine.FPDFText_GetText(text, 0, count, at);
  const units = Buffer.from(engine.pdfium.HEAPU8.buffer, at, Math.max(0, written - 1) * 2);
  const found = units.toString("utf16le").toWellFormed();
  free(at);
  return found;
}

// A hyphen at a line's end. Between small letters it divides a word; elsewhere it may belong to a number or a name.
function joinHyphens(text: string): string {
  return text.replace(/(?<=\p{Ll})\uFFFE(?:\r\n)?(?=\p{Ll})/gu, "").replace(/\uFFFE(?:\r\n)?/g, "-");
}

function noText(total: number, empty: number[]): Unreadable {
  if (empty.length === 0) return new Unreadable("This PDF is broken: none of its pages could be read.");
  const pages = total === 1 ? "its one page is" : `its ${total} pages are`;
  return new Unreadable(
    `This PDF has no text layer: ${pages} a scan, pictures or blank. There is no text recognition here: ` +
      "ask the borrower for a PDF with text, or open the file in the accounting platform.",
  );
}

function tellOf(pages: number[], what: string, sink: Sink): void {
  if (pages.length === 0) return;
  const shown = ranges(pages);
  const listed =
    shown.length > 30
      ? `${shown.slice(0, 30).join(", ")} and others, ${pages.length} in all,`
      : shown.join(", ");
  sink.note(pages.length === 1 ? `Page ${listed} is ${what}.` : `Pages ${listed} are ${what}.`);
}

/** Numbers in order, neighbours drawn together: `3`, `5-7`. */
function ranges(numbers: number[]): string[] {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
}
