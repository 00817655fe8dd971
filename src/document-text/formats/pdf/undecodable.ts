import { symbol } from "../docx/symbols.ts";
import { type Engine, malloc } from "./engine.ts";
import type { Glyph, Glyphs } from "./glyphs.ts";
import { groupBy } from "./group-by.ts";
import { undecodable } from "./line-marks.ts";
import { looksLikeText } from "./looks-like-text.ts";

/** Replaces the characters that a page's fonts give no or a wrong text. Returns all characters that are drawn. */
export function withoutGarbage(engine: Engine, textPage: number, { glyphs, blanks }: Glyphs): Glyph[] {
  const fonts = new Fonts(engine, textPage);
  const all = areDoubtful(blanks) ? merged(glyphs, fonts.notBlank(blanks, glyphs)) : glyphs;
  for (const [font, own] of fonts.group(all.filter(({ doubt }) => doubt)))
    judge(own, fonts.nameOf(font, own[0]));
  if (areDoubtful(all))
    for (const own of fonts.group(all).values()) if (isOneForAll(own)) own.forEach(giveUp);
  return all;
}

const symbolFont = /symbol|dingbat|wingding|webding/i;

function judge(glyphs: readonly Glyph[], fontName: string): void {
  if (symbolFont.test(fontName)) {
    for (const glyph of glyphs) glyph.text = symbol(fontName, hexOf(glyph.text));
    return;
  }
  if (glyphs.every(({ doubt }) => doubt === "unmapped") && looksLikeText(glyphs)) return;
  glyphs.forEach(giveUp);
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

function merged(glyphs: readonly Glyph[], more: readonly Glyph[]): Glyph[] {
  return [...glyphs, ...more].sort((a, b) => a.index - b.index);
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

  /** Spaces in fonts whose every character is one: they are no spaces. */
  notBlank(blanks: readonly Glyph[], glyphs: readonly Glyph[]): Glyph[] {
    const withText = this.group(glyphs);
    const found = [...this.group(blanks)].filter(([font, own]) => !withText.has(font) && isOneForAll(own));
    return found.flatMap(([, own]) => own).map((glyph) => ({ ...glyph, text: undecodable }));
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
