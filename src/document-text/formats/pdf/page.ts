import { bounds } from "../../bounds.ts";
import { inlineMark } from "../../output/marks.ts";
import type { LoadedText } from "./actual-text.ts";
import type { Annotations } from "./annotations.ts";
import type { Box } from "./check-boxes.ts";
import { readDrawing } from "./drawn-lines.ts";
import { withDrawnSigns } from "./drawn-signs.ts";
import { type Engine, malloc } from "./engine.ts";
import { type Glyph, readGlyphs, unplaced } from "./glyphs.ts";
import { groupBy } from "./group-by.ts";
import { hiddenObjects } from "./hidden-objects.ts";
import { undecodable } from "./line-marks.ts";
import { linesOf } from "./lines.ts";
import { losesDigits } from "./lost-digits.ts";
import { overlapping } from "./overlapping.ts";
import { Places } from "./places.ts";
import { isCentered, type Rectangle } from "./rectangle.ts";
import { type Run, runsOf } from "./runs.ts";
import { markStruck } from "./strikes.ts";
import { straighten, turnTo } from "./turn.ts";
import { TurnedLines } from "./turned-lines.ts";
import { withoutGarbage } from "./undecodable.ts";
import { turnColumns } from "./vertical-writing.ts";

export interface PageText {
  /** None of them is empty. */
  lines: string[];
  /** How much of the text cannot be decoded. Some of it is marked; with most of it, the page has no lines. */
  undecodable: "none" | "some" | "most";
  /** Whether lines overlap. */
  isUncertain: boolean;
  /** Whether struck-out text may stand without a mark, because too much is drawn. */
  mayLackStrikes: boolean;
}

// With more characters, sorting them into lines takes too long.
const mostCharacters = 250_000;

/** The text of a page that PDFium has loaded. What stands in a struck area, or outside the visible one, is marked. */
export function pageText(
  engine: Engine,
  { page, textPage, replaced }: LoadedText,
  { struck, drawn: annotated, boxes }: Pick<Annotations, "struck" | "drawn" | "boxes">,
  visible: Rectangle | undefined,
): PageText {
  const count = engine.FPDFText_CountChars(textPage);
  if (count > mostCharacters) {
    return plainText(engine, textPage, count, true);
  }
  const drawing = readDrawing(engine, page);
  const strokes = new TurnedLines([...drawing.lines, ...annotated]);
  const printed = readGlyphs(engine, textPage, count, struck, visible);
  const drawn = withDrawnSigns(engine, textPage, drawing, strokes, printed);
  const mayLackStrikes = !markStruck(engine, textPage, strokes, drawn);
  const places = new Places(drawn);
  const hidden = hiddenObjects(engine, page, textPage, replaced, places);
  const glyphs = withoutGarbage(engine, textPage, drawn);
  if (glyphs.length === 0 && hidden.length > 0) return withoutText;
  const lost = glyphs.reduce((sum, { text }) => sum + (text === undecodable ? 1 : 0), 0);
  if (lost > glyphs.length / 2) return withoutText;
  const characters = [...glyphs, ...hidden];
  // A scanned form with empty boxes still is a scan.
  const drawnBoxes = characters.length > 0 ? boxes : boxes.filter(({ isChecked }) => isChecked);
  const shown = [...characters, ...drawnBoxes.map((box) => boxGlyph(box, places, visible))];
  turnColumns(shown);
  const outside = textsOf(shown.filter(({ isOutside }) => isOutside));
  const inside = outside.length === 0 ? shown : shown.filter(({ isOutside }) => !isOutside);
  const texts = [...textsOf(inside), ...outside];
  const lines = texts
    .flatMap((runs) => linesOf(runs).map((line) => (outside.includes(runs) ? outsidePage(line) : line)))
    .filter((line) => /\S/.test(line));
  if (
    losesDigits(
      texts.flat().map(({ text }) => text),
      lines,
    )
  ) {
    return plainText(engine, textPage, count, mayLackStrikes || drawn.some(({ isStruck }) => isStruck));
  }
  return {
    lines,
    undecodable: lost + hidden.length > 0 ? "some" : "none",
    isUncertain: texts.some(overlapping),
    mayLackStrikes,
  };
}

function boxGlyph(box: Box, places: Places, visible: Rectangle | undefined): Glyph {
  const turn = places.turnNear(box);
  const turned = turnTo(turn, box);
  const baseline = turned.bottom + (turned.top - turned.bottom) / 4;
  const isOutside = visible !== undefined && !isCentered(box, visible);
  return { ...unplaced, ...turned, text: box.isChecked ? "\u2612" : "\u2610", baseline, turn, isOutside };
}

/** Sorted by directions of reading: the usual one first. */
function textsOf(glyphs: readonly Glyph[]): Run[][] {
  const turned = [...groupBy(glyphs, ({ turn }) => turn).values()].sort((a, b) => b.length - a.length);
  turned.forEach(straighten);
  return turned.map(runsOf);
}

function outsidePage(line: string): string {
  return /\S/.test(line) ? `${inlineMark("text", "outside the page")} ${line}` : line;
}

const withoutText: PageText = { lines: [], undecodable: "most", isUncertain: false, mayLackStrikes: false };

/** The text in the order in which it is drawn, without marks. */
function plainText(engine: Engine, textPage: number, count: number, mayLackStrikes: boolean): PageText {
  const lines = plainLines(engine, textPage, count);
  return { lines, undecodable: "none", isUncertain: true, mayLackStrikes };
}

function plainLines(engine: Engine, textPage: number, count: number): string[] {
  const limit = Math.min(count, bounds.characters + 1);
  // Two units per character, for characters beyond U+FFFF.
  const at = malloc(engine, 4 * limit + 4, "The page's text");
  const written = engine.FPDFText_GetText(textPage, 0, limit, at);
  const units = Buffer.from(engine.pdfium.HEAPU8.buffer, at, Math.max(0, written - 1) * 2);
  const text = units.toString("utf16le").toWellFormed();
  engine.pdfium.wasmExports.free(at);
  const lines = text.replace(/\uFFFE(?:\r\n)?|\u00AD/g, "-").split(/\r\n|\r|\n/);
  return lines.map((line) => line.trimEnd()).filter((line) => line !== "");
}
