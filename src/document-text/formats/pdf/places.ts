import type { Glyph } from "./glyphs.ts";
import { groupBy } from "./group-by.ts";
import type { Rectangle } from "./rectangle.ts";
import { centerOnPage } from "./turn.ts";

// In points.
const square = 20;
const squaresAcross = 10;
const farthest = 8;
const mostCompared = 50;

interface Spot {
  x: number;
  y: number;
  glyph: Glyph;
}

/** Where characters stand, by squares of the page. */
export class Places {
  readonly #squares = new Map<number, Spot[]>();
  /** Most characters are turned so. */
  readonly #usualTurn: number;
  readonly #isMixed: boolean;

  constructor(glyphs: readonly Glyph[]) {
    for (const glyph of glyphs) {
      const [x, y] = centerOnPage(glyph);
      const key = keyOf(x, y);
      const own = this.#squares.get(key);
      if (own) own.push({ x, y, glyph });
      else this.#squares.set(key, [{ x, y, glyph }]);
    }
    const turns = [...groupBy(glyphs, ({ turn }) => turn)].sort(([, a], [, b]) => b.length - a.length);
    this.#usualTurn = turns[0]?.[0] ?? 0;
    this.#isMixed = turns.length > 1;
  }

  /** Whether a character stands in the first part of an area. */
  hasAny(area: Rectangle): boolean {
    const right = Math.min(area.right, area.left + squaresAcross * square);
    const top = Math.min(area.top, area.bottom + squaresAcross * square);
    for (let x = area.left; x < right + square; x += square)
      for (let y = area.bottom; y < top + square; y += square)
        if (this.#squares.get(keyOf(x, y))?.some((spot) => isWithin(spot, area))) return true;
    return false;
  }

  /** By how many degrees the text near a rectangle is turned. */
  turnNear({ left, right, bottom, top }: Rectangle): number {
    if (!this.#isMixed) return this.#usualTurn;
    const [x, y] = [(left + right) / 2, (bottom + top) / 2];
    for (let ring = 1; ring <= farthest; ring *= 2) {
      const spots = this.#around(x, y, ring);
      if (spots.length === 0) continue;
      return spots.reduce((a, b) => (distance(b, x, y) < distance(a, x, y) ? b : a)).glyph.turn;
    }
    return this.#usualTurn;
  }

  #around(x: number, y: number, ring: number): Spot[] {
    const found: Spot[] = [];
    for (let across = -ring; across <= ring; across++)
      for (let up = -ring; up <= ring; up++) found.push(...this.#first(x + across * square, y + up * square));
    return found;
  }

  #first(x: number, y: number): Spot[] {
    return this.#squares.get(keyOf(x, y))?.slice(0, mostCompared) ?? [];
  }
}

function distance(spot: Spot, x: number, y: number): number {
  return Math.hypot(spot.x - x, spot.y - y);
}

function keyOf(x: number, y: number): number {
  return Math.floor(x / square) * 100_000 + Math.floor(y / square);
}

function isWithin({ x, y }: Spot, area: Rectangle): boolean {
  return x > area.left && x < area.right && y > area.bottom && y < area.top;
}
