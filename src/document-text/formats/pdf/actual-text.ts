import { type Engine, malloc } from "./engine.ts";
import { type Span, spansOf } from "./spans.ts";

export interface LoadedText {
  page: number;
  /** 0 if PDFium cannot read the text. */
  textPage: number;
  /** What is drawn under an ActualText, and has no characters of its own. */
  replaced: ReadonlySet<number>;
}

const mostCompared = 20_000_000;

/**
 * Loads the text of a page. A file may give text that a program should read in place of the drawn one: for ligatures, hyphens,
 * rows of dots. If such a text has other digits or another sign than what is drawn, the drawn one is read, as a person sees it.
 * The page is then loaded again.
 */
export function loadText(engine: Engine, document: number, index: number, page: number): LoadedText {
  const textPage = engine.FPDFText_LoadPage(page);
  const spans = textPage === 0 ? [] : spansOf(engine, page);
  const wrong = new Set(spans.length === 0 ? [] : contradicted(engine, page, textPage, spans));
  const replaced = new Set(spans.flatMap(({ objects }) => objects));
  if (wrong.size === 0) return { page, textPage, replaced };
  engine.FPDFText_ClosePage(textPage);
  engine.FPDF_ClosePage(page);
  const again = engine.FPDF_LoadPage(document, index);
  if (again === 0) return { page: again, textPage: 0, replaced };
  const parts = spansOf(engine, again);
  removeMarks(
    engine,
    parts.filter((_, at) => wrong.has(at)),
  );
  const kept = parts.filter((_, at) => !wrong.has(at)).flatMap(({ objects }) => objects);
  return { page: again, textPage: engine.FPDFText_LoadPage(again), replaced: new Set(kept) };
}

/** The places of spans whose text contradicts what they draw. Removes their marks. */
function contradicted(engine: Engine, page: number, textPage: number, spans: readonly Span[]): number[] {
  removeMarks(engine, spans);
  const drawnPage = engine.FPDFText_LoadPage(page);
  if (drawnPage === 0) return [];
  // PDFium searches all characters for those of a text.
  const count = engine.FPDFText_CountChars(textPage) + engine.FPDFText_CountChars(drawnPage);
  const objects = spans.reduce((sum, span) => sum + span.objects.length, 0);
  const compared = count * objects > mostCompared ? [] : spans;
  const wrong = compared.flatMap((span, at) => {
    const drawn = textOf(engine, drawnPage, span);
    return contradicts(textOf(engine, textPage, span), drawn) ? [at] : [];
  });
  const unmapped = wrong.length === 0 ? new Set<number>() : unmappedObjects(engine, drawnPage);
  engine.FPDFText_ClosePage(drawnPage);
  return wrong.filter((at) => !spans[at]?.objects.some((object) => unmapped.has(object)));
}

const hasDigit = /\p{Nd}/u;
const sign = /^\s*[-\u2010-\u2015\u2212()]\s*$/;

function contradicts(actual: string, drawn: string): boolean {
  return (hasDigit.test(drawn) || sign.test(drawn)) && amountOf(drawn) !== amountOf(actual);
}

/** The digits of a text, and its signs. Brackets are mirrored in text from right to left. */
function amountOf(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\u00AD\u2010-\u2015\u2212\uFFFE]/g, "-")
    .replaceAll(")", "(")
    .replace(/[^\p{Nd}(-]/gu, "");
}

function removeMarks(engine: Engine, spans: readonly Span[]): void {
  for (const { mark, objects } of spans)
    for (const object of objects) engine.FPDFPageObj_RemoveMark(object, mark);
}

const longest = 10_000;

function textOf(engine: Engine, textPage: number, { objects }: Span): string {
  const at = malloc(engine, longest, "A text");
  const texts = objects.map((object) => {
    const bytes = engine.FPDFTextObj_GetText(object, textPage, at, longest);
    if (bytes < 2 || bytes > longest) return "";
    return Buffer.from(engine.pdfium.HEAPU8.buffer, at, bytes - 2).toString("utf16le");
  });
  engine.pdfium.wasmExports.free(at);
  return texts.join("");
}

/** The texts whose font does not say what they draw. */
function unmappedObjects(engine: Engine, textPage: number): Set<number> {
  const calls = engine.pdfium.wasmExports;
  const found = new Set<number>();
  const count = engine.FPDFText_CountChars(textPage);
  for (let index = 0; index < count; index++)
    if (calls.FPDFText_HasUnicodeMapError(textPage, index) === 1)
      found.add(engine.FPDFText_GetTextObject(textPage, index));
  return found;
}
