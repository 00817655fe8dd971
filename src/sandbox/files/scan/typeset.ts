import { unzlibSync } from "fflate";
import { lazy } from "../../lazy.ts";
import { cell, characters, sheet } from "./glyph-sheet.ts";

/** A page of ink: a byte per pixel, from 0 (paper) to 15. */
export interface Page {
  readonly width: number;
  readonly height: number;
  readonly ink: Uint8Array;
}

const glyphs = lazy(() => {
  const bytes = unzlibSync(Buffer.from(sheet, "base64"));
  return { advances: bytes.subarray(0, characters.length), cells: bytes.subarray(characters.length) };
});

/** Sets lines of text on a page, each at its own height below `top`. */
export function typeset(
  lines: readonly string[],
  { width, height, left, top, leading }: Record<"width" | "height" | "left" | "top" | "leading", number>,
): Page {
  const ink = new Uint8Array(width * height);
  const page = { width, height, ink };
  for (const [nth, line] of lines.entries()) {
    let x = left;
    for (const character of line) x += stamp(page, character, x, top + nth * leading);
  }
  return page;
}

/** Draws a character and returns its advance. */
function stamp({ width, height, ink }: Page, character: string, x: number, y: number): number {
  const { advances, cells } = glyphs();
  const index = characters.indexOf(character);
  for (let row = 0; row < cell.height; row++) {
    for (let column = 0; column < cell.width; column++) {
      const at = (index * cell.height + row) * cell.width + column;
      const value = ((cells[at >> 1] ?? 0) >> (at % 2 ? 0 : 4)) & 15;
      const to = (y + row) * width + x + column - cell.left;
      if (value > 0 && y + row < height) ink[to] = Math.max(ink[to] ?? 0, value);
    }
  }
  return advances[index] ?? 0;
}
