import type { Glyph } from "./glyphs.ts";
import type { Rectangle } from "./rectangle.ts";

// In points.
const square = 20;

/** Characters of one turn, by the squares of the page in which they begin. */
export class Squares {
  readonly #glyphs = new Map<number, Glyph[]>();

  constructor(glyphs: readonly Glyph[]) {
    for (const glyph of glyphs) {
      const key = keyOf(Math.floor(glyph.left / square), Math.floor(glyph.baseline / square));
      const own = this.#glyphs.get(key);
      if (own) own.push(glyph);
      else this.#glyphs.set(key, [glyph]);
    }
  }

  /** At least those that begin within a distance from an area. */
  near({ left, right, bottom, top }: Rectangle, distance: number): Glyph[] {
    const found: Glyph[] = [];
    for (let x = Math.floor((left - distance) / square); x <= (right + distance) / square; x++)
      for (let y = Math.floor((bottom - distance) / square); y <= (top + distance) / square; y++)
        for (const glyph of this.#glyphs.get(keyOf(x, y)) ?? []) found.push(glyph);
    return found;
  }
}

function keyOf(x: number, y: number): number {
  return x * 100_000 + y;
}
