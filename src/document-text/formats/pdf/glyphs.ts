import { blankText } from "./blank-text.ts";
import { fullCode, isLowSurrogate, isSpaceCode, nameGlyph } from "./codes.ts";
import type { Engine } from "./engine.ts";
import { Place } from "./place.ts";

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
  /** Whether white space stands before it. */
  spaced: boolean;
  /** Its number in PDFium's list of the page's characters. */
  index: number;
  isStruck: boolean;
  /** Why the text may be wrong. */
  doubt: "unmapped" | "private" | "control" | undefined;
  /** The first half of a character that comes in two. */
  surrogate: number | undefined;
}

/** In a page's own coordinates. */
export interface Rectangle {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

/** The drawn characters of a loaded page, in the order of drawing. */
export function readGlyphs(
  engine: Engine,
  textPage: number,
  count: number,
  struck: readonly Rectangle[],
): Glyph[] {
  const calls = engine.pdfium.wasmExports;
  const place = new Place(engine, textPage, struck);
  const found: Glyph[] = [];
  const blanks: Glyph[] = [];
  let spaced = false;
  const isHyphen = (index: number, code: number) =>
    !isLetterOrDigit(code) && calls.FPDFText_IsHyphen(textPage, index) === 1;
  for (let index = 0; index < count; index++) {
    const code = calls.FPDFText_GetUnicode(textPage, index);
    const isBlank = isSpaceCode(code);
    if (isBlank && calls.FPDFText_IsGenerated(textPage, index) === 1) {
      spaced = true;
      continue;
    }
    const isUnmapped = calls.FPDFText_HasUnicodeMapError(textPage, index) === 1;
    const glyph = place.of(index);
    if (!glyph) continue;
    glyph.spaced = spaced;
    const high = found.at(-1);
    if (isLowSurrogate(code) && high?.surrogate) {
      nameGlyph(high, fullCode(high.surrogate, code), isUnmapped, false);
      continue;
    }
    nameGlyph(glyph, code, isUnmapped, isHyphen(index, code));
    const isSpace = (isBlank && !isUnmapped) || (glyph.doubt !== undefined && !place.hasInk(index));
    if (isSpace) blanks.push(glyph);
    else found.push(glyph);
    spaced = isSpace;
  }
  place.free();
  const hidden = blankText(blanks);
  return hidden.length === 0 ? found : [...found, ...hidden].sort((a, b) => a.index - b.index);
}

// Most characters are one, and each call for a character counts.
function isLetterOrDigit(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a);
}
