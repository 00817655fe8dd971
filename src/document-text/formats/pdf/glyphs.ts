import { blankText } from "./blank-text.ts";
import { fullCode, isInvisibleCode, isLowSurrogate, isSpaceCode, nameGlyph } from "./codes.ts";
import type { Engine } from "./engine.ts";
import { undecodable } from "./line-marks.ts";
import { Place } from "./place.ts";
import type { Rectangle } from "./rectangle.ts";

/** A drawn character, upright: x grows in the direction of reading, y upward. */
export interface Glyph {
  text: string;
  left: number;
  right: number;
  bottom: number;
  top: number;
  baseline: number;
  /** Clockwise degrees by which the character is turned. */
  turn: number;
  /** Degrees by which it is turned further. */
  skew: number;
  /** Whether white space stands before it. */
  spaced: boolean;
  /** Its number in PDFium's list of the page's characters. */
  index: number;
  isStruck: boolean;
  /** Whether it is drawn beside the visible page. */
  isOutside: boolean;
  /** Why the text may be wrong. */
  doubt: "unmapped" | "private" | "control" | undefined;
  /** The first half of a character that comes in two. */
  surrogate: number | undefined;
}

/** What stands for something that is no character. */
export const unplaced: Glyph = {
  text: "",
  left: 0,
  right: 0,
  bottom: 0,
  top: 0,
  baseline: 0,
  turn: 0,
  skew: 0,
  spaced: false,
  index: -1,
  isStruck: false,
  isOutside: false,
  doubt: undefined,
  surrogate: undefined,
};

/** The drawn characters of a loaded page, in the order of drawing. */
export function readGlyphs(
  engine: Engine,
  textPage: number,
  count: number,
  struck: readonly Rectangle[],
  visible: Rectangle | undefined,
): Glyph[] {
  const calls = engine.pdfium.wasmExports;
  const place = new Place(engine, textPage, struck, visible);
  const found: Glyph[] = [];
  const blanks: Glyph[] = [];
  let spaced: "drawn" | "generated" | undefined;
  let blank: Glyph | undefined;
  const isHyphen = (index: number, code: number) =>
    !isLetterOrDigit(code) && calls.FPDFText_IsHyphen(textPage, index) === 1;
  // Of an amount, in a font that maps it to a space.
  const isSign = (
    dash: Glyph | undefined,
    last: Glyph | undefined,
    next: Glyph | undefined,
  ): dash is Glyph => {
    if (!dash || !(endsInDigit(last) || endsInDigit(next)) || !place.isDash(dash)) return false;
    dash.text = undecodable;
    return true;
  };
  for (let index = 0; index < count; index++) {
    const code = calls.FPDFText_GetUnicode(textPage, index);
    const isBlank = isSpaceCode(code);
    if (isBlank && calls.FPDFText_IsGenerated(textPage, index) === 1) {
      spaced ??= "generated";
      continue;
    }
    const isUnmapped = calls.FPDFText_HasUnicodeMapError(textPage, index) === 1;
    const glyph = place.of(index);
    if (!glyph) continue;
    const high = found.at(-1);
    glyph.spaced = spaced === "drawn" || (spaced === "generated" && !(high && isClose(high, glyph)));
    if (isLowSurrogate(code) && high?.surrogate) {
      nameGlyph(high, fullCode(high.surrogate, code), isUnmapped, false);
      continue;
    }
    nameGlyph(glyph, code, isUnmapped, isHyphen(index, code));
    if (isInvisibleCode(code) && place.hasInk(index)) glyph.doubt = "control";
    const isSpace = (isBlank && !isUnmapped) || (glyph.doubt !== undefined && !place.hasInk(index));
    if (isSpace) {
      blanks.push(glyph);
    } else {
      if (isSign(blank, high, glyph)) {
        found.push(blank);
        glyph.spaced = false;
      }
      found.push(glyph);
    }
    blank = isSpace ? glyph : undefined;
    spaced = isSpace ? "drawn" : undefined;
  }
  if (isSign(blank, found.at(-1), undefined)) found.push(blank);
  place.free();
  const hidden = blankText(blanks);
  return hidden.length === 0 ? found : [...found, ...hidden].sort((a, b) => a.index - b.index);
}

// In heights of a line.
const closeGap = 0.05;

/**
 * Whether two characters stand directly beside each other. PDFium generates line breaks between them if a page has many
 * characters that are drawn one by one.
 */
function isClose(last: Glyph, { left, right, bottom, top, baseline, turn }: Glyph): boolean {
  const height = top - bottom;
  const gap = Math.max(left, last.left) - Math.min(right, last.right);
  return (
    last.turn === turn &&
    Math.abs(last.baseline - baseline) < closeGap * height &&
    Math.abs(gap) < closeGap * height
  );
}

function endsInDigit(glyph: Glyph | undefined): boolean {
  return glyph !== undefined && /\p{Nd}$/u.test(glyph.text);
}

// Most characters are one, and each call for a character counts.
function isLetterOrDigit(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a);
}
