import { symbol } from "../../output/symbols.ts";
import { type Engine, malloc } from "./engine.ts";
import type { Glyph } from "./glyphs.ts";
import { groupBy } from "./group-by.ts";
import { undecodable } from "./line-marks.ts";
import { looksLikeText } from "./looks-like-text.ts";

/** The characters that are drawn, without those that a page's fonts give no or a wrong text. */
export function withoutGarbage(engine: Engine, textPage: number, glyphs: readonly Glyph[]): Glyph[] {
  const fonts = new Fonts(engine, textPage);
  const doubtful = glyphs.filter(({ doubt }) => doubt);
  for (const [font, own] of fonts.group(doubtful)) judge(own, fonts.nameOf(font, own[0]));
  const lost = glyphs.reduce((sum, { text }) => sum + (text === undecodable ? 1 : 0), 0);
  if (lost >= leastLost || areDoubtful(glyphs)) {
    for (const own of fonts.group(glyphs).values()) if (isWrong(own) || isOneForAll(own)) own.forEach(giveUp);
  }
  return withoutSpaces(glyphs);
}

const leastLost = 4;

/** Whether so much of a font's text is garbage that the rest is wrong too. */
function isWrong(glyphs: readonly Glyph[]): boolean {
  const lost = glyphs.filter(({ text }) => text === undecodable).length;
  return lost >= leastLost && lost >= glyphs.length / 5;
}

// A font may map all its characters but the space. An unmapped space among other unmapped characters is one of them.
function withoutSpaces(glyphs: readonly Glyph[]): Glyph[] {
  return glyphs.filter(({ text }, at) => {
    const next = glyphs[at + 1];
    if (text === " " && next) next.spaced = true;
    return text !== " ";
  });
}

const control = /\p{Cc}/u;
const mostControls = 0.05;
const symbolFont = /symbol|dingbat|wingding|webding/i;

function judge(glyphs: readonly Glyph[], fontName: string): void {
  if (symbolFont.test(fontName)) {
    for (const glyph of glyphs) glyph.text = symbol(fontName, hexOf(glyph.text));
    return;
  }
  if (glyphs.every(({ text }) => text === " ")) return;
  // Old fonts number their ligatures from 11 and are plain text otherwise.
  const controls = glyphs.filter(({ text }) => control.test(text));
  const others = glyphs.filter(({ text }) => !control.test(text));
  const isPlain = others.every(({ doubt }) => doubt === "unmapped") && looksLikeText(others);
  (isPlain && controls.length < mostControls * glyphs.length ? controls : glyphs).forEach(giveUp);
}

function giveUp(glyph: Glyph): void {
  glyph.text = undecodable;
}

function hexOf(text: string): string {
  return (text.codePointAt(0) ?? 0).toString(16).padStart(4, "0").toUpperCase();
}

/** Whether equal neighbors are drawn in unequal widths: a sign of a map that sends different characters to one. */
function areDoubtful(glyphs: readonly Glyph[]): boolean {
  let odd = 0;
  for (let at = 1; at < glyphs.length; at++) {
    const [last, glyph] = [glyphs[at - 1], glyphs[at]];
    if (!last || !glyph || last.text !== glyph.text || last.text === undecodable) continue;
    if (Math.abs(widthOf(last) - widthOf(glyph)) > 0.04 && ++odd >= 2) return true;
  }
  return false;
}

/** In heights of the line. */
function widthOf({ left, right, top, bottom }: Glyph): number {
  return (right - left) / Math.max(0.1, top - bottom);
}

/** Whether most of a font's characters have the same text but many widths. */
function isOneForAll(glyphs: readonly Glyph[]): boolean {
  const byText = groupBy(glyphs, ({ text }) => text);
  const most = [...byText.values()].reduce((a, b) => (b.length > a.length ? b : a));
  const widths = new Set(most.map((glyph) => Math.round(widthOf(glyph) * 25)));
  return most.length >= 4 && most.length > 0.8 * glyphs.length && widths.size >= 3;
}

/** A font's name as Office writes it: `Wingdings 2` for Wingdings2-Regular. */
function plainName(name: string): string {
  return name
    .replace(/MT$|PS$|[-,].*$/g, "")
    .replace(/(?<=\D)(?=\d$)/, " ")
    .replace(/[^\w -]/g, "");
}

/** The fonts of single characters. Asking for them costs as much as reading the character. */
class Fonts {
  readonly #engine: Engine;
  readonly #textPage: number;

  constructor(engine: Engine, textPage: number) {
    this.#engine = engine;
    this.#textPage = textPage;
  }

  group(glyphs: readonly Glyph[]): Map<number, Glyph[]> {
    return groupBy(glyphs, ({ index }) => this.#fontOf(index));
  }

  nameOf(font: number, glyph: Glyph | undefined): string {
    if (font === 0 || !glyph) return "";
    const limit = 128;
    const at = malloc(this.#engine, limit, "The name of a font");
    const length = this.#engine.FPDFFont_GetBaseFontName(font, at, limit);
    const name =
      length > 0 && length <= limit
        ? Buffer.from(this.#engine.pdfium.HEAPU8.buffer, at, length - 1).toString("latin1")
        : "";
    this.#engine.pdfium.wasmExports.free(at);
    // A subset's name begins with six letters and a plus sign.
    return plainName(name.replace(/^[A-Z]{6}\+/, ""));
  }

  #fontOf(index: number): number {
    const object = this.#engine.FPDFText_GetTextObject(this.#textPage, index);
    return object === 0 ? 0 : this.#engine.FPDFTextObj_GetFont(object);
  }
}
