import { withoutTicks } from "./axis-ticks.ts";
import { colorsOf, type Drawing } from "./drawn-lines.ts";
import { type Engine, malloc } from "./engine.ts";
import type { Glyph } from "./glyphs.ts";
import { groupBy } from "./group-by.ts";
import { inksOf } from "./inks.ts";
import type { Rectangle } from "./rectangle.ts";
import { type DrawnSign, isAlone, isDigit, isPlaced, numberAfter } from "./sign-place.ts";
import { Squares } from "./squares.ts";
import { turnTo } from "./turn.ts";
import type { TurnedLines } from "./turned-lines.ts";

// In points: of a minus sign in print of 3 to 40 points.
const narrowest = 1;
const widest = 32;
const closest = 16;
const around = 2 * widest;
const mostCompared = 4_000_000;
// No number and its neighbors have more.
const mostClose = 500;
const quarter = 90;

/**
 * The characters of a page, with the minus signs that it draws as short lines before its numbers. Charts, fractions, rules,
 * boxes and ranges have such lines too: a line is a sign only if it stands where the sign of a font would, in the color of the
 * number, with nothing around it.
 */
export function withDrawnSigns(
  engine: Engine,
  textPage: number,
  drawing: Drawing,
  lines: TurnedLines,
  glyphs: Glyph[],
): Glyph[] {
  if (!drawing.lines.some(mayBeSign)) return glyphs;
  const signs: DrawnSign[] = [];
  let compared = 0;
  for (const [turn, own] of groupBy(glyphs, (glyph) => glyph.turn)) {
    if (turn % quarter !== 0) continue;
    const { pieces, uprights } = lines.by(turn);
    const squares = new Squares(own);
    const others = drawing.others.map((area) => turnTo(turn, area));
    for (const line of pieces.filter(mayBeSign)) {
      const close = squares.near(line, closest);
      compared += close.length;
      if (compared > mostCompared) return glyphs;
      const number = close.length > mostClose ? [] : numberAfter(line, close);
      const [ink, digitInk] = inksOf(engine, textPage, number.slice(0, 1).concat(number.find(isDigit) ?? []));
      if (!ink || !digitInk) continue;
      const sign = { line, number, ink: turnTo(turn, ink), digit: turnTo(turn, digitInk) };
      if (!isPlaced(sign)) continue;
      const near = squares.near(line, around);
      compared += near.length + pieces.length + uprights.length + others.length;
      if (compared > mostCompared) return glyphs;
      if (isAlone(sign, { near, pieces, uprights, others }) && hasColor(engine, textPage, sign))
        signs.push(sign);
    }
  }
  return insert(withoutTicks(signs), glyphs);
}

function mayBeSign({ left, right, bottom, top }: Rectangle): boolean {
  const long = Math.max(right - left, top - bottom);
  return long > narrowest && long < widest;
}

/** Whether a sign has the color of its number. The keys of a chart have others. */
function hasColor(engine: Engine, textPage: number, { line, number: [first] }: DrawnSign): boolean {
  if (line.object === undefined || !first) return false;
  const at = malloc(engine, 16, "The color of a character");
  const isKnown = engine.FPDFText_GetFillColor(textPage, first.index, at, at + 4, at + 8, at + 12);
  const color = new Uint32Array(engine.pdfium.HEAPU8.buffer, at, 4).slice();
  engine.pdfium.wasmExports.free(at);
  return isKnown && colorsOf(engine, line.object).some((own) => isSameColor(own, color));
}

const colorStep = 8;

function isSameColor(a: Uint32Array, b: Uint32Array): boolean {
  return a.every((part, at) => Math.abs(part - (b[at] ?? 0)) <= colorStep);
}

function insert(signs: readonly DrawnSign[], glyphs: Glyph[]): Glyph[] {
  if (signs.length === 0) return glyphs;
  const signOf = new Map(signs.map(({ line, number: [first] }) => [first, line]));
  return glyphs.flatMap((glyph) => {
    const line = signOf.get(glyph);
    if (!line) return [glyph];
    const { left, right } = line;
    return [
      { ...glyph, text: "-", left, right, doubt: undefined },
      { ...glyph, spaced: false },
    ];
  });
}
