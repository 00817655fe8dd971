import { stringOf } from "./annotation-string.ts";
import type { Engine } from "./engine.ts";
import { pageText } from "./page.ts";

/** The text that a stamp or watermark shows, or else its name, such as `Approved`. Empty if there is neither. */
export function stampText(engine: Engine, annotation: number): string {
  return drawnText(engine, annotation) || nameOf(engine, annotation);
}

/** The text of an annotation's appearance, as one line. */
export function drawnText(engine: Engine, annotation: number): string {
  const appearance = engine.FPDFAnnot_HasKey(annotation, "AP")
    ? engine.EPDFAnnot_ExportAppearanceAsDocument(annotation)
    : 0;
  if (appearance === 0) return "";
  const page = engine.FPDF_LoadPage(appearance, 0);
  const text = page === 0 ? 0 : engine.FPDFText_LoadPage(page);
  const lines =
    text === 0
      ? []
      : pageText(
          engine,
          { page, textPage: text, replaced: new Set() },
          { struck: [], drawn: [], boxes: [] },
          undefined,
        ).lines;
  if (text !== 0) engine.FPDFText_ClosePage(text);
  if (page !== 0) engine.FPDF_ClosePage(page);
  engine.FPDF_CloseDocument(appearance);
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ⏎ ");
}

const plainName = /^[\p{L}][\p{L} ]{2,}$/u;

// Adobe's stamps are drawings of letters: their names begin with #, #D, SB or SH.
function nameOf(engine: Engine, annotation: number): string {
  const name = stringOf(engine, annotation, "Name").replace(/^(?:#D?|S[BH])(?=\p{Lu})/u, "");
  if (plainName.test(name)) return name.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ");
  return stringOf(engine, annotation, "Subj");
}
