import type { Glyph } from "./glyphs.ts";

const quarter = 90;

/** Turns a character's box upright. The box of one turned by other than quarters says only how large it is. */
export function turn(glyph: Glyph, radians: number, x: number, y: number): void {
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
