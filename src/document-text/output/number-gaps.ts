/**
 * Where text stands: on the line if it is empty; otherwise one sign for each level, `^` for a raised one and `_` for a lowered
 * one.
 */
export type Level = string;

/** Where text stands by how far it is raised; a negative number lowers it. */
export function levelBy(height: number): Level {
  if (height > 0) return "^";
  return height < 0 ? "_" : "";
}

// Half points. Programs also move text by less, to align it.
const leastMove = 4;

/** As `levelBy`, in half points, for formats in which programs also align text by moving it. */
export function levelOfPosition(halfPoints: number): Level {
  return Math.abs(halfPoints) < leastMove ? "" : levelBy(halfPoints);
}

/**
 * Keeps numbers apart that stand at different heights or in different sizes: `1,250` with a raised 1 must not become `1,2501`, nor
 * a raised 1 before `1,250` become `11,250`. All formats use it. PDF and .xls pass no sizes: PDF has rules of its own for what
 * stands close together, and an .xls has the fonts of its shared strings without those of the cells.
 */
export class NumberGaps {
  #level: Level = "";
  #size = 0;
  /** The last text of the line; empty at its start. */
  #text = "";
  /** Whether the text at this level began with a sign for it. */
  #isMarked = false;
  #isBroken = false;
  /** Whether the text ends in small digits. */
  #isSmall = false;

  /**
   * Returns text with `^`, `_` or a space before the number at its start, if that is not part of the number before it; digits
   * after a letter become small ones, as in `m²`. Any unit does for the size; 0 if it is unknown.
   */
  separate(text: string, level: Level, size = 0): string {
    const isLikeBefore = level === this.#level && size === this.#size && !this.#isBroken;
    // By far the most text has nothing to be kept apart from.
    if (isLikeBefore || (this.#text === "" && level === "")) {
      this.#text = text;
      this.#level = level;
      this.#size = size;
      this.#isBroken = false;
      return this.#isSmall ? this.#withSmall(text, 0) : text;
    }
    this.#isSmall = false;
    const at = text.charCodeAt(0) > 0x20 && text.charCodeAt(0) < 0x80 ? 0 : text.search(/\S/);
    const before = at === 0 ? this.#text.charAt(this.#text.length - 1) : "";
    this.#text = text;
    if (at < 0) {
      this.#level = this.#level.slice(0, sharedLength(level, this.#level));
      return text;
    }
    const gap = this.#gapBetween(before, text, at, level, size);
    const isNote = gap === "" && isLetter(before) && signInto(level, this.#level) !== "";
    this.#level = level;
    this.#size = size;
    this.#isBroken = false;
    if (isNote) return this.#withSmall(text, at);
    return gap === "" ? text : text.slice(0, at) + gap + text.slice(at);
  }

  /** Ends the number before: what follows belongs to something else, such as the next part of a formula. */
  breakNumber(): void {
    this.#isBroken = true;
  }

  endLine(): void {
    this.#text = "";
    this.#level = "";
    this.#isMarked = false;
    this.#isBroken = false;
    this.#isSmall = false;
  }

  #withSmall(text: string, at: number): string {
    const found = wholeNumbers.exec(text.slice(at, at + maxSmall))?.[0] ?? "";
    const digits = found.length < maxSmall ? found : "";
    this.#isSmall = digits !== "" && at + digits.length === text.length;
    const small = this.#level.endsWith("^") ? raisedDigits : loweredDigits;
    const shown = digits.replace(/\d/g, (digit) => small.charAt(Number(digit)));
    return text.slice(0, at) + shown + text.slice(at + digits.length);
  }

  #gapBetween(before: string, text: string, at: number, level: Level, size: number): string {
    if (level !== this.#level) {
      const sign = signInto(level, this.#level);
      const gap = sign === "" ? this.#gapAfterLevel(before, text, at) : gapOf(sign, text, at, before);
      this.#isMarked = gap !== "" && sign !== "";
      return gap;
    }
    if (this.#isBroken) return endsNumber(before) && beginsNumber(text, at, ".,") ? " " : "";
    return isDigit(before) && isDigit(text.charAt(at)) && differ(size, this.#size) ? " " : "";
  }

  #gapAfterLevel(before: string, text: string, at: number): string {
    const isInNumber = endsNumber(before) || (this.#isMarked && before !== "" && signs.includes(before));
    return isInNumber && beginsNumber(text, at, `${signs}.,`) ? " " : "";
  }
}

const raisedDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const loweredDigits = "₀₁₂₃₄₅₆₇₈₉";
// The numbers of notes, and no number with a point or a fraction.
const wholeNumbers = /^\d+(?:,\d+)*(?![\d,]*[./]\d)/;
const maxSmall = 20;
const signs = "-+(\u00b1\u2010\u2011\u2012\u2013\u2014\u2015\u207b\u2212\ufe63\uff0b\uff0d";

// Comparisons, not patterns, which each worker would have to compile.
function isDigit(character: string): boolean {
  const unit = character.charCodeAt(0);
  return (
    isIn(unit, 0x30, 0x39) ||
    isIn(unit, 0x660, 0x669) ||
    isIn(unit, 0x6f0, 0x6f9) ||
    isIn(unit, 0xff10, 0xff19)
  );
}

function isIn(unit: number, first: number, last: number): boolean {
  return unit >= first && unit <= last;
}

function endsNumber(character: string): boolean {
  return isDigit(character) || (character !== "" && ".,'\u2019".includes(character));
}

/** Whether a number begins here, after one of some signs. A piece of text may end after its sign. */
function beginsNumber(text: string, at: number, before: string): boolean {
  if (isDigit(text.charAt(at))) return true;
  if (!before.includes(text.charAt(at))) return false;
  return isDigit(text.charAt(at + 1)) || (at + 1 === text.length && signs.includes(text.charAt(at)));
}

/** The sign of the first level that is not around the text before; empty if all of them are. */
function signInto(level: Level, before: Level): string {
  return level.charAt(sharedLength(level, before));
}

function sharedLength(one: Level, other: Level): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

function gapOf(levelSign: string, text: string, at: number, before: string): string {
  if (!beginsNumber(text, at, signs)) return "";
  const first = text.charAt(at);
  // `m²`, `CO₂`, `Note (1)` and the second part of `1/2` are clear without a sign.
  if ((isDigit(first) || first === "(") && (isLetter(before) || isSlash(before))) return "";
  // A raised minus sign before a number may be the sign of that number.
  if (at === text.length - 1 && !isDigit(first) && !endsNumber(before)) return "";
  return levelSign;
}

function isSlash(character: string): boolean {
  return character === "/" || character === "\u2044";
}

function isLetter(character: string): boolean {
  const unit = character.charCodeAt(0);
  return isIn(unit | 0x20, 0x61, 0x7a) || isIn(unit, 0xc0, 0x24f) || isIn(unit, 0x370, 0x52f);
}

// Of digits side by side in one number, programs also write some in a slightly other size.
const likeSize = 0.84;

function differ(one: number, other: number): boolean {
  const smaller = Math.min(one, other);
  return smaller > 0 && smaller < likeSize * Math.max(one, other);
}
