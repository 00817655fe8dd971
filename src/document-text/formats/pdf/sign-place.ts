import type { DrawnLine } from "./drawn-lines.ts";
import type { Glyph } from "./glyphs.ts";
import type { Rectangle } from "./rectangle.ts";

/** A short line before a number. All of it is upright. */
export interface DrawnSign {
  line: DrawnLine;
  number: readonly Glyph[];
  /** Of the number's first character. */
  ink: Rectangle;
  /** The ink of its first digit. */
  digit: Rectangle;
}

/** What is drawn in the same part of the page. */
export interface Surroundings {
  near: readonly Glyph[];
  pieces: readonly Rectangle[];
  uprights: readonly Rectangle[];
  others: readonly Rectangle[];
}

const beginning = /^[\p{Nd}\p{Sc}.,]$/u;
// In heights of a character's box.
const wordGap = 0.13;
const farthest = 0.5;

/** The characters of the number that begins behind a line. Empty if there is none. */
export function numberAfter(line: Rectangle, near: readonly Glyph[]): Glyph[] {
  const middle = middleOf(line);
  const behind = near
    .filter((glyph) => glyph.right > line.right && middle > glyph.baseline && middle < glyph.top)
    .sort((a, b) => a.left - b.left);
  const first = behind[0];
  if (!first || !beginning.test(first.text) || first.left - line.right > farthest * heightOf(first))
    return [];
  const number: Glyph[] = [];
  let right = first.right;
  for (const glyph of behind) {
    if (glyph.left - right > wordGap * heightOf(first)) break;
    number.push(glyph);
    right = Math.max(right, glyph.right);
  }
  const text = number.map((glyph) => glyph.text).join("");
  return numberText.test(text) ? number : [];
}

// Not "5th" or "5YrAvg".
const numberText = /^\p{Sc}?[.,]?\p{Nd}(?!.*\p{Ll}\p{L})/u;

// All that follows is in sizes of the font. Its digits are 0.66 to 0.75 high.
const digitHeight = 0.7;
const width = { least: 0.3, most: 0.8 };
const rise = { least: 0.15, most: 0.47 };
const gap = { least: -0.05, most: 0.35 };
const thickest = 0.15;

/** Whether a line stands where the minus sign of the number's font would. */
export function isPlaced({ line, ink, digit }: DrawnSign): boolean {
  const size = sizeOf(digit);
  return (
    isWithin((line.right - line.left) / size, width) &&
    isWithin((middleOf(line) - digit.bottom) / size, rise) &&
    isWithin((ink.left - line.right) / size, gap) &&
    line.top - line.bottom < thickest * size
  );
}

/** Whether there is nothing around a sign with which its line may be something else. */
export function isAlone(sign: DrawnSign, around: Surroundings): boolean {
  const { line, digit } = sign;
  const size = sizeOf(digit);
  return (
    !around.near.some(
      (glyph) => isAtLine(glyph, line, size) || (isBefore(glyph, line, size) && joins(glyph, sign, size)),
    ) &&
    !around.uprights.some((upright) => meets(upright, line, joint)) &&
    !around.pieces.some((other) => other !== line && isBeside(other, sign, size)) &&
    !around.others.some((other) => meets(other, line, joint) && !holds(other, sign))
  );
}

function sizeOf(digit: Rectangle): number {
  return (digit.top - digit.bottom) / digitHeight;
}

function isWithin(value: number, { least, most }: { least: number; most: number }): boolean {
  return value >= least && value <= most;
}

const edge = 0.1;
const clear = 0.55;
// Of a character's box, from its baseline.
const inkHeight = 0.75;

/** Whether a character is on a line, or so close above or below it that the line may be a fraction's. */
function isAtLine({ left, right, baseline, top }: Glyph, line: Rectangle, size: number): boolean {
  const middle = middleOf(line);
  return (
    right > line.left + edge * size &&
    left < line.right - edge * size &&
    baseline < middle + clear * size &&
    baseline + inkHeight * (top - baseline) > middle - clear * size
  );
}

const before = 1.5;

function isBefore({ left, right, baseline, top }: Glyph, line: Rectangle, size: number): boolean {
  const middle = middleOf(line);
  return (
    left < line.left && right > line.left - before * size && middle > baseline - edge * size && middle < top
  );
}

const opening = /^[(\p{Sc}]$/u;
const operand = /^[\p{Nd})%]$/u;
const leastApart = 0.15;

/** Whether a character before a line may belong to it: a range, a subtraction, a part of a word. */
function joins({ text, right }: Glyph, { line, ink }: DrawnSign, size: number): boolean {
  if (opening.test(text)) return false;
  return (
    operand.test(text) || line.left - right < Math.max(leastApart * size, before * (ink.left - line.right))
  );
}

// In points.
const joint = 1;

function meets(a: Rectangle, b: Rectangle, distance: number): boolean {
  return (
    a.left < b.right + distance &&
    a.right > b.left - distance &&
    a.bottom < b.top + distance &&
    a.top > b.bottom - distance
  );
}

/** Whether another line is beside a sign: of dashes, an equals sign, a box, or behind the number, as around that of a page. */
function isBeside(other: Rectangle, { line, number }: DrawnSign, size: number): boolean {
  const right = number.at(-1)?.right ?? line.right;
  const isNear = other.left < right + before * size && other.right > line.left - 2 * before * size;
  if (!isNear || Math.abs(middleOf(other) - middleOf(line)) > clear * size) return false;
  const strikes = other.left < line.left + joint && other.right > right - edge * size;
  const isSame = Math.abs(other.left - line.left) < joint && Math.abs(other.right - line.right) < joint;
  return !strikes && !(isSame && Math.abs(middleOf(other) - middleOf(line)) < joint);
}

/** Whether a shape is drawn behind both a sign and its number, as the background of a cell is. */
function holds({ left, right, bottom, top }: Rectangle, { line, ink }: DrawnSign): boolean {
  return left < line.left && right > ink.right && bottom < ink.bottom && top > ink.top;
}

export function isDigit({ text }: Glyph): boolean {
  return /\p{Nd}/u.test(text);
}

function middleOf({ bottom, top }: Rectangle): number {
  return (bottom + top) / 2;
}

function heightOf({ bottom, top }: Glyph): number {
  return top - bottom;
}
