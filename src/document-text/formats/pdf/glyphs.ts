import { type Engine, malloc } from "./engine.ts";

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
  doubt?: "unmapped" | "private" | "control" | undefined;
  /** The first half of a character that comes in two. */
  surrogate?: number | undefined;
}

/** In a page's own coordinates. */
export interface Rectangle {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

const carriageReturn = 13;
const lineFeed = 10;

/** The drawn characters of a loaded page, in the order of drawing. */
export function readGlyphs(
  engine: Engine,
  textPage: number,
  count: number,
  struck: readonly Rectangle[],
): Glyph[] {
  const { pdfium } = engine;
  const place = new Place(engine, textPage, struck);
  const found: Glyph[] = [];
  let spaced = false;
  for (let index = 0; index < count; index++) {
    const code = pdfium._FPDFText_GetUnicode(textPage, index);
    const isBlank = isSpaceCode(code);
    if (isBlank && pdfium._FPDFText_IsGenerated(textPage, index) === 1) {
      spaced = true;
      continue;
    }
    const isUnmapped = pdfium._FPDFText_HasUnicodeMapError(textPage, index) === 1;
    const glyph = place.of(index);
    if (!glyph) continue;
    glyph.spaced = spaced;
    const high = found.at(-1);
    if (isLowSurrogate(code) && high?.surrogate) {
      nameGlyph(high, fullCode(high.surrogate, code), isUnmapped, false);
      continue;
    }
    nameGlyph(glyph, code, isUnmapped, pdfium._FPDFText_IsHyphen(textPage, index) === 1);
    const isSpace = (isBlank && !isUnmapped) || (glyph.doubt !== undefined && !place.hasInk(index));
    if (!isSpace) found.push(glyph);
    spaced = isSpace;
  }
  place.free();
  return found;
}

function isSpaceCode(code: number): boolean {
  return (
    code === 0x20 ||
    code === 0xa0 ||
    code === carriageReturn ||
    code === lineFeed ||
    code === 9 ||
    code === 0x3000
  );
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}

function fullCode(high: number, low: number): number {
  return ((high - 0xd800) << 10) + (low - 0xdc00) + 0x10000;
}

const softHyphen = 0xad;
const lastCodePoint = 0x10ffff;

function nameGlyph(glyph: Glyph, code: number, isUnmapped: boolean, isHyphen: boolean): void {
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

/** Reads where characters stand, through memory that it keeps until `free`. */
class Place {
  readonly #engine: Engine;
  readonly #textPage: number;
  readonly #at: number;
  readonly #struck: readonly Rectangle[];
  #floats: Float32Array;
  #doubles: Float64Array;

  constructor(engine: Engine, textPage: number, struck: readonly Rectangle[]) {
    this.#engine = engine;
    this.#textPage = textPage;
    this.#struck = struck;
    this.#at = malloc(engine, 40, "The place of a character");
    this.#floats = this.#viewFloats();
    this.#doubles = this.#viewDoubles();
  }

  /** The character's box and baseline; its text is set by the caller. */
  of(index: number): Glyph | undefined {
    const { pdfium } = this.#engine;
    if (pdfium._FPDFText_GetLooseCharBox(this.#textPage, index, this.#at + 16) === 0) return undefined;
    if (pdfium._FPDFText_GetCharOrigin(this.#textPage, index, this.#at, this.#at + 8) === 0) return undefined;
    const radians = pdfium._FPDFText_GetCharAngle(this.#textPage, index);
    // The memory's buffer is replaced when it grows.
    if (this.#floats.buffer !== pdfium.HEAPU8.buffer) {
      this.#floats = this.#viewFloats();
      this.#doubles = this.#viewDoubles();
    }
    const left = this.#floats[0] ?? 0;
    const top = this.#floats[1] ?? 0;
    const right = this.#floats[2] ?? 0;
    const bottom = this.#floats[3] ?? 0;
    const x = this.#doubles[0] ?? 0;
    const y = this.#doubles[1] ?? 0;
    const box = {
      text: "",
      left,
      right,
      bottom,
      top,
      baseline: y,
      turn: 0,
      spaced: false,
      index,
      isStruck: false,
    };
    if (this.#struck.length > 0) box.isStruck = this.#struck.some((area) => isCentered(box, area));
    if (radians > 0.01) turn(box, radians, x, y);
    return box;
  }

  /** Whether a character draws anything. */
  hasInk(index: number): boolean {
    const [left, right, bottom, top] = [this.#at, this.#at + 8, this.#at + 16, this.#at + 24];
    if (!this.#engine.FPDFText_GetCharBox(this.#textPage, index, left, right, bottom, top)) return true;
    const [x1 = 0, x2 = 0, y1 = 0, y2 = 0] = new Float64Array(this.#engine.pdfium.HEAPU8.buffer, this.#at, 4);
    return x2 - x1 > 0.001 && y2 - y1 > 0.001;
  }

  free(): void {
    this.#engine.pdfium.wasmExports.free(this.#at);
  }

  #viewFloats(): Float32Array {
    return new Float32Array(this.#engine.pdfium.HEAPU8.buffer, this.#at + 16, 4);
  }

  #viewDoubles(): Float64Array {
    return new Float64Array(this.#engine.pdfium.HEAPU8.buffer, this.#at, 2);
  }
}

function isCentered({ left, right, bottom, top }: Rectangle, area: Rectangle): boolean {
  const [x, y] = [(left + right) / 2, (bottom + top) / 2];
  return x > area.left && x < area.right && y > area.bottom && y < area.top;
}

const quarter = 90;

/** Turns a character's box upright. The box of one turned by other than quarters says only how large it is. */
function turn(glyph: Glyph, radians: number, x: number, y: number): void {
  const degrees = Math.round((radians * 180) / Math.PI) % 360;
  const nearest = Math.round(degrees / quarter) * quarter;
  const isQuarter = Math.abs(degrees - nearest) <= 2;
  glyph.turn = isQuarter ? nearest % 360 : degrees;
  const { left, right, bottom, top } = glyph;
  const angle = (glyph.turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const along = (atX: number, atY: number) => atX * cos - atY * sin;
  const across = (atX: number, atY: number) => atX * sin + atY * cos;
  glyph.baseline = across(x, y);
  if (isQuarter) {
    const ends = [along(left, bottom), along(right, top)];
    const sides = [across(left, bottom), across(right, top)];
    glyph.left = Math.min(...ends);
    glyph.right = Math.max(...ends);
    glyph.bottom = Math.min(...sides);
    glyph.top = Math.max(...sides);
  } else {
    const height = Math.hypot(right - left, top - bottom) * 0.8;
    glyph.left = along(x, y);
    glyph.right = glyph.left + height / 2;
    glyph.bottom = glyph.baseline - height / 4;
    glyph.top = glyph.bottom + height;
  }
}
