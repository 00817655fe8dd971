import { undecided } from "./marks.ts";
import {
  beginningAt,
  endsNumber,
  isDigit,
  isLetter,
  isOpening,
  isSlash,
  points,
  signs,
} from "./number-edges.ts";
import { characterAt, isSpace, lastSeen, seenFrom } from "./seen.ts";

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
  /** The last text of the line, and the one before it; empty at its start. */
  #text = "";
  #earlier = "";
  /** Whether the text at this level began with a sign for it. */
  #isMarked = false;
  #isBroken = false;
  /** Whether the text at this level began with a sign that may be that of a number. */
  #isOpen = false;
  /** Whether the text at this level began with digits after a letter, and nothing else has come. */
  #isAfterLetter = false;

  /**
   * Returns text with `^`, `_` or a space before the number at its start, if that is not part of the number before it; digits
   * after a letter become small ones, as in `m²`. Any unit does for the size; 0 if it is unknown.
   */
  separate(text: string, level: Level, size = 0): string {
    const isLikeBefore = level === this.#level && size === this.#size && !this.#isBroken;
    // By far the most text has nothing to be kept apart from.
    if (isLikeBefore || (this.#text === "" && level === "")) {
      if (!beginsPlainly(text) && seenFrom(text, 0) === text.length) return text;
      if (isLikeBefore) {
        this.#earlier = this.#text;
        this.#text = text;
      } else this.#begin(text, level, size);
      return this.#isAfterLetter ? this.#withSmallDigits(text, 0) : text;
    }
    const seen = seenFrom(text, 0);
    // A reader sees none of it.
    if (seen === text.length) return text;
    this.#isAfterLetter = false;
    const ending = this.#isOpen ? undecided(";") : "";
    this.#isOpen = false;
    const at = isSpace(text.charCodeAt(seen)) ? afterSpaces(text, seen) : seen;
    if (at === text.length) {
      this.#begin(text, this.#level.slice(0, sharedLength(level, this.#level)), this.#size);
      return ending + text;
    }
    const before = at === seen ? lastSeen(this.#text) : "";
    const gap = this.#gapBetween(before, text, at, level, size);
    this.#isAfterLetter = gap === "" && isLetter(before) && signInto(level, this.#level) !== "";
    this.#begin(text, level, size);
    if (this.#isAfterLetter) return ending + this.#withSmallDigits(text, at);
    return gap === "" ? ending + text : ending + text.slice(0, at) + gap + text.slice(at);
  }

  /** Ends the number before: what follows belongs to something else, such as the next part of a formula. */
  breakNumber(): void {
    this.#isBroken = true;
  }

  endLine(): void {
    this.#text = "";
    this.#earlier = "";
    this.#level = "";
    this.#isMarked = false;
    this.#isBroken = false;
    this.#isOpen = false;
    this.#isAfterLetter = false;
  }

  #begin(text: string, level: Level, size: number): void {
    this.#earlier = this.#text;
    this.#text = text;
    this.#level = level;
    this.#size = size;
    this.#isBroken = false;
  }

  // The next text may continue the digits: whether they are those of a note or an amount is decided later.
  #withSmallDigits(text: string, at: number): string {
    const end = text.trimEnd().length;
    this.#isAfterLetter = end - at < longestPiece && continuesDigits.test(text.slice(at, end));
    if (end <= at) return text;
    const opening = undecided(this.#level.endsWith("^") ? "^" : "_");
    return text.slice(0, at) + opening + text.slice(at, end) + undecided(";") + text.slice(end);
  }

  #gapBetween(before: string, text: string, at: number, level: Level, size: number): string {
    if (level !== this.#level) {
      const sign = signInto(level, this.#level);
      const gap = sign === "" ? this.#gapAfterLevel(before, text, at) : this.#gapInto(sign, before, text, at);
      const mayBeSign = gap.startsWith(undecided("+"));
      this.#isOpen = mayBeSign || gap.startsWith(undecided("="));
      this.#isMarked = gap !== "" && sign !== "" && !mayBeSign;
      return gap;
    }
    if (this.#isBroken) return endsNumber(before) ? spaceBefore(text, at, points) : "";
    return isDigit(before) && isDigit(characterAt(text, at)) && differ(size, this.#size) ? " " : "";
  }

  #gapAfterLevel(before: string, text: string, at: number): string {
    const isInNumber = endsNumber(before) || (this.#isMarked && before !== "" && signs.includes(before));
    return isInNumber ? spaceBefore(text, at, signs + points) : "";
  }

  #gapInto(levelSign: string, before: string, text: string, at: number): string {
    const beginning = beginningAt(text, at, signs);
    if (beginning === "other") return "";
    const first = characterAt(text, at);
    // `m²`, `CO₂`, `Note (1)` and the second part of `1/2` are clear without a sign.
    if ((isDigit(first) || first === "(") && (isLetter(before) || isSlash(before))) return "";
    // A raised minus sign before a number may be the sign of that number.
    if (beginning === "open") return undecided(endsNumber(before) ? "=" : "+") + levelSign;
    return isDigit(first) && this.#isAfterOwnSign(before) ? "" : undecided("!") + levelSign;
  }

  /** Whether the number that comes has a bracket before it, or a sign that belongs to no number before that. */
  #isAfterOwnSign(before: string): boolean {
    if (isOpening(before)) return true;
    if (before === "" || !signs.includes(before)) return false;
    const line = this.#earlier.slice(-longestPiece) + this.#text.slice(-longestPiece);
    const last = lastSeen(line.slice(0, line.lastIndexOf(before)));
    return last === "" || isOpening(last) || isSpace(last.charCodeAt(0));
  }
}

// With these, digits may go on in the next text.
const continuesDigits = /^[\d.,'\u2019/\u2044\u00a0\u2009\u202f\u2010-\u2013\p{Cf}-]*$/u;
const longestPiece = 40;

/** Whether a text begins with a space, a letter or a sign of ASCII, as most do. */
function beginsPlainly(text: string): boolean {
  const unit = text.charCodeAt(0);
  return unit >= 0x20 && unit < 0x7f;
}

function afterSpaces(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at = seenFrom(text, at + 1);
  return at;
}

/** A space if a number begins here, perhaps with one of some characters. The next text may decide it. */
function spaceBefore(text: string, at: number, before: string): string {
  const beginning = beginningAt(text, at, before);
  if (beginning === "open") return undecided("?");
  return beginning === "number" ? " " : "";
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

// Of digits side by side in one number, programs also write some in a slightly other size.
const likeSize = 0.84;

function differ(one: number, other: number): boolean {
  const smaller = Math.min(one, other);
  return smaller > 0 && smaller < likeSize * Math.max(one, other);
}
