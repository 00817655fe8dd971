import { bounds } from "../../bounds.ts";
import { coveredBy } from "./annotation-areas.ts";
import { annotationLines } from "./annotation-lines.ts";
import { stringOf } from "./annotation-string.ts";
import { type Box, boxOf, isCheckBox, settleState } from "./check-boxes.ts";
import type { Choices } from "./choices.ts";
import type { DrawnLine } from "./drawn-lines.ts";
import type { Engine } from "./engine.ts";
import { giveFieldAppearance } from "./field-appearance.ts";
import { fieldValues } from "./field-values.ts";
import type { Rectangle } from "./rectangle.ts";
import { drawnText, stampText } from "./stamps.ts";

/** What annotations show besides the text that they draw into a page's lines. */
export interface Annotations {
  /** Of stamps, watermarks and other drawings with text. */
  stamps: string[];
  /** Of notes, highlights and drawings. */
  comments: string[];
  /**
   * Of form fields that PDFium cannot draw, because they belong to no form, or that show each character in a box of its own; and
   * what is chosen in lists.
   */
  values: string[];
  /** Stamps that are pictures without text. */
  pictures: number;
  /** Where text is struck out. */
  struck: Rectangle[];
  /** What is drawn as a line, which may strike out text too. */
  drawn: DrawnLine[];
  /** Check boxes and radio buttons whose state is drawn without text. */
  boxes: Box[];
}

const text = 1;
const link = 2;
const freeText = 3;
const highlight = 9;
const strikeOut = 12;
const stamp = 13;
const popup = 16;
const widget = 20;
const watermark = 24;
const redaction = 28;

/** Drawn into the page's lines, or drawn as an icon or a color without text. */
const withoutOwnText = new Set([text, freeText, highlight, 10, 11, strikeOut, popup, widget]);

const hiddenFlag = 2;
const noViewFlag = 32;

/** Reads a page's annotations, except form fields and typed text, which `drawIntoPage` draws. Hidden ones are not read. */
export function readAnnotations(engine: Engine, page: number, choices: Choices): Annotations {
  const found: Annotations = {
    stamps: [],
    comments: [],
    values: [],
    pictures: 0,
    struck: [],
    drawn: [],
    boxes: [],
  };
  const popups: string[] = [];
  let characters = 0;
  forEachAnnotation(engine, page, (annotation, subtype) => {
    if (characters > bounds.characters || isHidden(engine, annotation)) return;
    const contents = commentOf(engine, annotation, subtype);
    characters += contents.length;
    if (subtype === widget) {
      if (isCheckBox(engine, annotation, choices)) found.boxes.push(...boxOf(engine, annotation, choices));
      else found.values.push(...fieldValues(engine, annotation, choices));
    }
    if (subtype === strikeOut) found.struck.push(...coveredBy(engine, annotation));
    found.drawn.push(...annotationLines(engine, annotation, subtype));
    if (subtype === stamp || subtype === watermark) {
      const shown = stampText(engine, annotation);
      characters += shown.length;
      if (shown === "" && contents === "") found.pictures++;
      else if (shown !== "") found.stamps.push(shown);
    } else if (!withoutOwnText.has(subtype)) {
      const drawn = drawnText(engine, annotation) || overlayOf(engine, annotation, subtype);
      characters += drawn.length;
      if (drawn !== "" && !contents.includes(drawn)) found.stamps.push(drawn);
    }
    if (contents !== "") (subtype === popup ? popups : found.comments).push(contents);
  });
  // Most popups repeat the comment that they belong to.
  for (const own of popups)
    if (!found.comments.some((comment) => comment.includes(own))) found.comments.push(own);
  return found;
}

/**
 * Draws a page's form fields and typed text into its content, so that they are among its characters, or all that is visible,
 * for a picture. Fields without an appearance are drawn first. Returns whether the page must be loaded again.
 */
export function drawIntoPage(engine: Engine, page: number, what: "text" | "all", choices: Choices): boolean {
  const done = 1;
  let isNeeded = false;
  forEachAnnotation(engine, page, (annotation, subtype) => {
    const isDrawn = what === "all" || subtype === widget || subtype === freeText;
    // PDFium would also draw what is only printed, and in a text stamps, whose text would mix with the lines below them.
    if (!isDrawn || isHidden(engine, annotation)) {
      engine.FPDFAnnot_SetFlags(annotation, engine.FPDFAnnot_GetFlags(annotation) | hiddenFlag);
      return;
    }
    isNeeded = true;
    if (subtype !== widget) return;
    if (isCheckBox(engine, annotation, choices)) settleState(engine, annotation);
    giveFieldAppearance(engine, annotation, choices);
  });
  return isNeeded && engine.FPDFPage_Flatten(page, 0) === done;
}

function forEachAnnotation(
  engine: Engine,
  page: number,
  visit: (annotation: number, subtype: number) => void,
): void {
  const count = Math.min(engine.FPDFPage_GetAnnotCount(page), bounds.entries);
  for (let index = 0; index < count; index++) {
    const annotation = engine.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    visit(annotation, engine.FPDFAnnot_GetSubtype(annotation));
    engine.FPDFPage_CloseAnnot(annotation);
  }
}

function isHidden(engine: Engine, annotation: number): boolean {
  return (engine.FPDFAnnot_GetFlags(annotation) & (hiddenFlag | noViewFlag)) !== 0;
}

/** Empty for what is read as it is drawn. */
function commentOf(engine: Engine, annotation: number, subtype: number): string {
  if (subtype === link || subtype === widget) return "";
  if (subtype === freeText && drawnText(engine, annotation) !== "") return "";
  return stringOf(engine, annotation, "Contents");
}

/** What a redaction will print over the text that it removes. */
function overlayOf(engine: Engine, annotation: number, subtype: number): string {
  return subtype === redaction ? stringOf(engine, annotation, "OverlayText") : "";
}
