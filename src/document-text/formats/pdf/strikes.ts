import { type DrawnLine, isVisible } from "./drawn-lines.ts";
import type { Engine } from "./engine.ts";
import type { Glyph } from "./glyphs.ts";
import { groupBy } from "./group-by.ts";
import { inksOf } from "./inks.ts";
import type { Rectangle } from "./rectangle.ts";
import { turnTo } from "./turn.ts";
import type { TurnedLines } from "./turned-lines.ts";

// Of a character's height above its baseline. An underline is lower; a rule between lines is lower or higher.
const lowest = 0.2;
const highest = 0.52;
// In heights of a character.
const thickest = 0.2;
const overhang = 0.5;
const overhangByHand = 2;
const mostCompared = 20_000_000;
// In points. Characters are compared with the lines of their shelf, and of those beside it.
const shelf = 20;
const quarter = 90;

/**
 * Marks the characters that a drawn line strikes through: one that begins and ends with the text that it crosses. Rules of
 * a table, the lines of a chart and underlines do not. Returns whether it compared all lines with the text.
 */
export function markStruck(
  engine: Engine,
  textPage: number,
  lines: TurnedLines,
  glyphs: readonly Glyph[],
): boolean {
  let compared = 0;
  for (const [turn, own] of groupBy(glyphs, (glyph) => glyph.turn)) {
    if (turn % quarter !== 0) continue;
    const { level, uprights } = lines.by(turn);
    if (level.length === 0) continue;
    const shelves = groupBy(own, ({ baseline }) => Math.floor(baseline / shelf));
    for (const line of level) {
      const near = nearby(line, shelves);
      const crossed = near.filter((glyph) => crosses(line, glyph));
      compared += near.length * (crossed.length + 1);
      if (crossed.length > 0) compared += uprights.length;
      if (compared > mostCompared) return false;
      if (crossed.length === 0 || !isStrike(line, crossed)) continue;
      const beside = besides(crossed, near);
      if (beside.some(isWord)) continue;
      compared += beside.length * near.length;
      if (compared > mostCompared) return false;
      if (beside.some((glyph) => isInNumber(glyph, near))) continue;
      if (uprights.some((upright) => touches(line, upright))) continue;
      const inks = inksOf(engine, textPage, crossed.filter(isWord));
      if (
        crossesInk(
          line,
          inks.map((ink) => turnTo(turn, ink)),
        ) &&
        isVisible(engine, line)
      )
        for (const glyph of crossed) glyph.isStruck = true;
    }
  }
  return true;
}

function nearby(area: Rectangle, shelves: ReadonlyMap<number, readonly Glyph[]>): Glyph[] {
  const at = Math.floor(area.bottom / shelf);
  return [at - 1, at, at + 1].flatMap((key) => shelves.get(key) ?? []);
}

function crosses(area: Rectangle, { left, right, bottom, top, baseline }: Glyph): boolean {
  const center = (left + right) / 2;
  if (center < area.left || center > area.right) return false;
  const height = ((area.bottom + area.top) / 2 - baseline) / Math.max(0.1, top - baseline);
  return height > lowest && height < highest && area.top - area.bottom < thickest * (top - bottom);
}

const word = /[\p{L}\p{N}]/u;

function isWord({ text }: Glyph): boolean {
  return word.test(text);
}

const mostThrough = 0.7;
const innermost = 0.1;

/** Whether a line goes through most letters and digits. The box of a font of formulas reaches far above them. */
function crossesInk({ bottom, top }: Rectangle, inks: readonly Rectangle[]): boolean {
  const middle = (bottom + top) / 2;
  const through = inks.filter((ink) => {
    const edge = innermost * (ink.top - ink.bottom);
    return middle > ink.bottom + edge && middle < ink.top - edge;
  });
  return through.length >= mostThrough * inks.length;
}

// Of the width of what is crossed: a mark of a chart covers only a part of a letter or digit that stands alone.
const leastCovered = 0.7;

function isStrike(area: DrawnLine, crossed: readonly Glyph[]): boolean {
  if (crossed.filter(isWord).length < crossed.length / 2) return false;
  let [left, right, height] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const glyph of crossed) {
    left = Math.min(left, glyph.left);
    right = Math.max(right, glyph.right);
    height = Math.max(height, glyph.top - glyph.bottom);
  }
  const covered = Math.min(area.right, right) - Math.max(area.left, left);
  const most = (area.object === undefined ? overhangByHand : overhang) * height;
  return (
    covered >= leastCovered * (right - left) &&
    Math.abs(area.left - left) < most &&
    Math.abs(area.right - right) < most
  );
}

/** The letters, digits and points that stand directly beside some characters: then these may be a part of a word or number. */
function besides(crossed: readonly Glyph[], near: readonly Glyph[]): Glyph[] {
  const all = new Set(crossed);
  return near.filter(
    (other) =>
      !all.has(other) &&
      (isWord(other) || point.test(other.text)) &&
      crossed.some((glyph) => isBeside(glyph, other)),
  );
}

const point = /^[.,'\u2019]$/;
const digit = /\p{Nd}/u;

/** Whether a point or comma stands before a digit. */
function isInNumber(glyph: Glyph, near: readonly Glyph[]): boolean {
  return near.some((other) => digit.test(other.text) && other.left > glyph.left && isBeside(glyph, other));
}

// In heights of a character. A raised or lowered one is part of the word that it touches.
const closest = 0.1;
const sameLine = 0.5;

function isBeside(glyph: Glyph, other: Glyph): boolean {
  const height = Math.max(glyph.top - glyph.bottom, other.top - other.bottom);
  const gap = Math.max(glyph.left, other.left) - Math.min(glyph.right, other.right);
  return Math.abs(glyph.baseline - other.baseline) < sameLine * height && gap < closest * height;
}

// In points.
const joint = 1;

/** Whether a line's end meets an upright one: it is the border of a cell. */
function touches({ left, right, bottom, top }: Rectangle, upright: Rectangle): boolean {
  const isBeside = (x: number) => upright.left < x + joint && upright.right > x - joint;
  return upright.bottom < top + joint && upright.top > bottom - joint && (isBeside(left) || isBeside(right));
}
