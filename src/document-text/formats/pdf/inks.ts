import { type Engine, malloc } from "./engine.ts";
import type { Glyph } from "./glyphs.ts";
import type { Rectangle } from "./rectangle.ts";

/** What characters cover with ink, in the page's own coordinates. */
export function inksOf(engine: Engine, textPage: number, glyphs: readonly Glyph[]): Rectangle[] {
  const at = malloc(engine, 32, "The ink of a character");
  const inks = glyphs.flatMap(({ index }) => {
    if (!engine.FPDFText_GetCharBox(textPage, index, at, at + 8, at + 16, at + 24)) return [];
    const [left = 0, right = 0, bottom = 0, top = 0] = new Float64Array(engine.pdfium.HEAPU8.buffer, at, 4);
    return [{ left, right, bottom, top }];
  });
  engine.pdfium.wasmExports.free(at);
  return inks;
}
