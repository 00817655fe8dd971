import type { Glyph } from "./glyphs.ts";

const carriageReturn = 13;
const lineFeed = 10;

export function isSpaceCode(code: number): boolean {
  return (
    code === 0x20 ||
    code === 0xa0 ||
    code === carriageReturn ||
    code === lineFeed ||
    code === 9 ||
    code === 0x3000
  );
}

/** Whether a code stands for nothing visible, such as a zero-width space. */
export function isInvisibleCode(code: number): boolean {
  return code >= 0x200b && (code <= 0x200f || (code >= 0x2060 && code <= 0x2064) || code === 0xfeff);
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

export function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}

export function fullCode(high: number, low: number): number {
  return ((high - 0xd800) << 10) + (low - 0xdc00) + 0x10000;
}

const softHyphen = 0xad;
const lastCodePoint = 0x10ffff;

/** Gives a character its text, and the reason if that may be wrong. */
export function nameGlyph(glyph: Glyph, code: number, isUnmapped: boolean, isHyphen: boolean): void {
  // PDFium gives a hyphen at a line end a code of its own. Some fonts call the hyphen that they draw a soft one.
  if (isHyphen || code === softHyphen) {
    glyph.text = "-";
    return;
  }
  glyph.surrogate = isHighSurrogate(code) ? code : undefined;
  const isCharacter = code > 0 && code <= lastCodePoint && !(code >= 0xd800 && code <= 0xdfff);
  glyph.text = isCharacter ? String.fromCodePoint(code) : "\uFFFD";
  glyph.doubt = undefined;
  if (isUnmapped) glyph.doubt = "unmapped";
  else if (isPrivate(code)) glyph.doubt = "private";
  else if (!isCharacter || isControl(code)) glyph.doubt = "control";
}

function isPrivate(code: number): boolean {
  return (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000;
}

function isControl(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code < 0xa0) ||
    code === 0xfffd ||
    (code & 0xfffe) === 0xfffe ||
    (code >= 0xfdd0 && code <= 0xfdef)
  );
}
